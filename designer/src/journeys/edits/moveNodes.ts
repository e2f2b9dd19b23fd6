import { type JourneyDocument, nodeById, type Point, positionOf } from '../document';

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
