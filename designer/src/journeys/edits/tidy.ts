import { layout as arrange, Graph } from '@dagrejs/dagre';
import { CARD_HEIGHT, CARD_WIDTH, type JourneyDocument, type Point } from '../document';
import { moveNodes } from './moveNodes';

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

/** Lays the whole journey out anew. */
export function tidy(document: JourneyDocument, options: TidyOptions): JourneyDocument {
  return moveNodes(document, tidyPlaces(document, options));
}

/** Places for a document whose layout is missing or incomplete; one that is whole stays as it is. */
export function withPlaces(document: JourneyDocument, options: TidyOptions): JourneyDocument {
  const placed = document.nodes.every((node) => document.layout?.nodes?.[node.id] !== undefined);
  return placed ? document : tidy({ ...document, layout: document.layout ?? {} }, options);
}
