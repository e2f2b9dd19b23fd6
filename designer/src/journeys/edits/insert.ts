import {
  CARD_HEIGHT,
  CARD_WIDTH,
  type JourneyDocument,
  type Layout,
  type Point,
  positionOf,
  ROW_STEP,
  reachableFrom,
} from '../document';
import { type Added, addNode, type NewStep } from './addNode';
import { connect, type PortRef } from './connect';

/** Moves everything below `target` down, so that a card fits between `above` and it. */
function makeRoom(document: JourneyDocument, above: string, target: string): Layout {
  const top = positionOf(document, target).y;
  const missing = positionOf(document, above).y + 2 * ROW_STEP - top;
  if (missing <= 0 || top <= positionOf(document, above).y) {
    return document.layout;
  }
  const moved: Record<string, Point> = { ...document.layout.nodes };
  for (const id of reachableFrom(document, target)) {
    const { x, y } = positionOf(document, id);
    if (id !== above && y >= top) {
      moved[id] = { x, y: y + missing };
    }
  }
  return { ...document.layout, nodes: moved };
}

/** Puts a step into the middle of a link: what led to the old target leads here, and `port` leads on to it. */
export function insertOnEdge(
  document: JourneyDocument,
  edgeId: string,
  step: NewStep,
  port: string | null,
): Added | null {
  const edge = document.edges.find((candidate) => candidate.id === edgeId);
  if (edge === undefined) {
    return null;
  }
  const roomy = { ...document, layout: makeRoom(document, edge.from, edge.to) };
  const from = positionOf(roomy, edge.from);
  const to = positionOf(roomy, edge.to);
  const added = addNode(roomy, step, { x: to.x, y: Math.max((from.y + to.y) / 2, from.y + ROW_STEP) });
  const led = connect(added.document, { node: edge.from, port: edge.port }, added.id);
  return {
    id: added.id,
    document: port === null ? led : connect(led, { node: added.id, port }, edge.to),
  };
}

function isFree(document: JourneyDocument, at: Point): boolean {
  return document.nodes.every((node) => {
    const other = positionOf(document, node.id);
    return Math.abs(other.x - at.x) >= CARD_WIDTH + 16 || Math.abs(other.y - at.y) >= CARD_HEIGHT + 16;
  });
}

/** The nearest free place for a card at or to the right of a point. */
export function freePlace(document: JourneyDocument, at: Point): Point {
  let place = at;
  while (!isFree(document, place)) {
    place = { x: place.x + CARD_WIDTH + 40, y: place.y };
  }
  return place;
}

/** Hangs a step under a port that leads nowhere yet; `index` of `count` spreads the steps of several ports. */
export function appendToPort(
  document: JourneyDocument,
  from: PortRef,
  step: NewStep,
  spread: { readonly index: number; readonly count: number },
): Added {
  const origin = positionOf(document, from.node);
  const offset = (spread.index - (spread.count - 1) / 2) * (CARD_WIDTH + 56);
  const added = addNode(document, step, freePlace(document, { x: origin.x + offset, y: origin.y + ROW_STEP }));
  return { id: added.id, document: connect(added.document, from, added.id) };
}
