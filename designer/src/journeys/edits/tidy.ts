import { layout as arrange, Graph } from '@dagrejs/dagre';
import { CARD_HEIGHT, CARD_WIDTH, type JourneyDocument, type Point, positionOf } from '../document';
import { isPlaced, moveNodes } from './moveNodes';

export interface TidyOptions {
  /** A step's ports in the order in which they are drawn, so that children stand in that order. */
  readonly ports: (node: string) => readonly string[];
  /** The width that a card and its row of ports take. */
  readonly width?: (node: string) => number;
}

const GAP = 56;
const BETWEEN_ROWS = 98;
const MARGIN = 40;

function orderedEdges(document: JourneyDocument, ports: TidyOptions['ports']) {
  return document.nodes.flatMap((node) => {
    const order = ports(node.id);
    const rank = (port: string) => (order.includes(port) ? order.indexOf(port) : order.length);
    return document.edges
      .filter((edge) => edge.from === node.id)
      .toSorted((left, right) => rank(left.port) - rank(right.port));
  });
}

/** Where every step goes when the journey is drawn from the top down. */
export function tidyPlaces(document: JourneyDocument, options: TidyOptions): ReadonlyMap<string, Point> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: GAP, edgesep: 64, ranksep: BETWEEN_ROWS, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of document.nodes) {
    const width = Math.max(CARD_WIDTH, options.width?.(node.id) ?? 0);
    graph.setNode(node.id, { width, height: CARD_HEIGHT });
  }
  for (const edge of orderedEdges(document, options.ports)) {
    graph.setEdge(edge.from, edge.to, {}, edge.port);
  }
  // Without dagre's own sorting children keep the order of their ports, which people know by heart.
  arrange(graph, { disableOptimalOrderHeuristic: true });
  return new Map(
    document.nodes.map((node) => {
      const { x, y } = graph.node(node.id) as Point;
      return [node.id, { x: x - CARD_WIDTH / 2, y: y - CARD_HEIGHT / 2 }];
    }),
  );
}

/** Lays the whole journey out anew; what was placed by hand is so no longer. */
export function tidy(document: JourneyDocument, options: TidyOptions): JourneyDocument {
  const moved = moveNodes(document, tidyPlaces(document, options));
  if (moved.layout.placed === undefined) {
    return moved;
  }
  const { placed: _placed, ...layout } = moved.layout;
  return { ...moved, layout };
}

/** How far each step's card is from where tidying up would put it: what follows a step that stays goes along with it. */
function drifts(document: JourneyDocument, tidied: ReadonlyMap<string, Point>): ReadonlyMap<string, Point> {
  const found = new Map<string, Point>();
  for (const { id } of document.nodes) {
    const aim = tidied.get(id);
    if (isPlaced(document, id) && aim !== undefined) {
      const at = positionOf(document, id);
      found.set(id, { x: at.x - aim.x, y: at.y - aim.y });
    }
  }
  const queue = [...found.keys()];
  for (let from = queue.shift(); from !== undefined; from = queue.shift()) {
    for (const edge of document.edges) {
      const drift = found.get(from);
      if (edge.from === from && !found.has(edge.to) && drift !== undefined) {
        found.set(edge.to, drift);
        queue.push(edge.to);
      }
    }
  }
  return found;
}

const APART = 16;

function lieOn(one: Point, other: Point): boolean {
  return Math.abs(one.x - other.x) < CARD_WIDTH + APART && Math.abs(one.y - other.y) < CARD_HEIGHT + APART;
}

/** Lays out the steps that nobody placed by hand, around those that somebody did. */
export function tidyAround(document: JourneyDocument, options: TidyOptions): JourneyDocument {
  const tidied = tidyPlaces(document, options);
  const drift = drifts(document, tidied);
  const taken = document.nodes.filter(({ id }) => isPlaced(document, id)).map(({ id }) => positionOf(document, id));
  const places = new Map<string, Point>();
  for (const { id } of document.nodes) {
    const aim = tidied.get(id);
    if (aim !== undefined && !isPlaced(document, id)) {
      const by = drift.get(id) ?? { x: 0, y: 0 };
      let place = { x: aim.x + by.x, y: aim.y + by.y };
      while (taken.some((other) => lieOn(place, other))) {
        place = { x: place.x + CARD_WIDTH + GAP, y: place.y };
      }
      taken.push(place);
      places.set(id, place);
    }
  }
  return moveNodes(document, places);
}

/** Places for a document whose layout is missing or incomplete; one that is whole stays as it is. */
export function withPlaces(document: JourneyDocument, options: TidyOptions): JourneyDocument {
  const placed = document.nodes.every((node) => document.layout?.nodes?.[node.id] !== undefined);
  return placed ? document : tidy({ ...document, layout: document.layout ?? {} }, options);
}
