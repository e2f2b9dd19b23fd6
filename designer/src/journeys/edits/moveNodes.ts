import { type JourneyDocument, nodeById, type Point, positionOf } from '../document';

/** The same, by somebody's own hand: tidying up can spare these steps from now on. */
export function placeByHand(document: JourneyDocument, places: ReadonlyMap<string, Point>): JourneyDocument {
  const moved = moveNodes(document, places);
  if (moved === document) {
    return document;
  }
  const placed: Record<string, true> = { ...document.layout.placed };
  for (const id of places.keys()) {
    const [before, now] = [document.layout.nodes?.[id], moved.layout.nodes?.[id]];
    if (now !== before) {
      placed[id] = true;
    }
  }
  return { ...moved, layout: { ...moved.layout, placed } };
}

/** Whether somebody put a step where it is. */
export function isPlaced(document: JourneyDocument, id: string): boolean {
  return document.layout.placed?.[id] === true;
}

/** Puts steps at new places (whole pixels); only the layout changes. */
export function moveNodes(document: JourneyDocument, places: ReadonlyMap<string, Point>): JourneyDocument {
  const nodes: Record<string, Point> = { ...document.layout.nodes };
  let changed = false;
  for (const [id, at] of places) {
    const place = { x: Math.round(at.x), y: Math.round(at.y) };
    const before = positionOf(document, id);
    const known = document.layout.nodes?.[id] !== undefined;
    if (nodeById(document, id) !== undefined && (!known || before.x !== place.x || before.y !== place.y)) {
      nodes[id] = place;
      changed = true;
    }
  }
  return changed ? { ...document, layout: { ...document.layout, nodes } } : document;
}
