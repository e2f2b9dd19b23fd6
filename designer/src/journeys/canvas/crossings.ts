/** Links of one step that cross each other are turned at different heights, so that the eye can follow each. */

import { type JourneyDocument, type JourneyEdge, positionOf } from '../document';

const STEP = 9;

function crosses(left: JourneyEdge, right: JourneyEdge, ranks: ReadonlyMap<string, number>, document: JourneyDocument) {
  const byPort = (ranks.get(left.port) ?? 0) - (ranks.get(right.port) ?? 0);
  const byPlace = positionOf(document, left.to).x - positionOf(document, right.to).x;
  return byPort * byPlace < 0;
}

function byStart(document: JourneyDocument): ReadonlyMap<string, readonly JourneyEdge[]> {
  const groups = new Map<string, JourneyEdge[]>();
  for (const edge of document.edges) {
    const group = groups.get(edge.from) ?? [];
    group.push(edge);
    groups.set(edge.from, group);
  }
  return groups;
}

/** How far each link's turn is moved, by the link's id; links that cross none are not listed. */
export function turnShifts(
  document: JourneyDocument,
  ports: (node: string) => readonly string[],
): ReadonlyMap<string, number> {
  const shifts = new Map<string, number>();
  for (const [node, edges] of byStart(document)) {
    if (edges.length < 2) {
      continue;
    }
    const ranks = new Map(ports(node).map((port, index) => [port, index]));
    const middle = (ranks.size - 1) / 2;
    for (const edge of edges) {
      if (edges.some((other) => crosses(edge, other, ranks, document))) {
        shifts.set(edge.id, ((ranks.get(edge.port) ?? middle) - middle) * STEP);
      }
    }
  }
  return shifts;
}
