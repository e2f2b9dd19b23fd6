/** One drawing that shows two journeys at once: what is there now, and what is there no more, each with its mark. */

import { type JourneyDocument, type JourneyEdge, type JourneyNode, type Point, positionOf } from '../document';
import { freePlace } from '../edits/insert';
import { type Difference, linkKey } from './diff';

export type Mark = 'added' | 'removed' | 'changed';

export interface Marks {
  readonly steps: ReadonlyMap<string, Mark>;
  /** By the id that a link has in the drawing of both. */
  readonly links: ReadonlyMap<string, Mark>;
}

export interface Both {
  readonly document: JourneyDocument;
  readonly marks: Marks;
}

/** Removed steps stand where they stood, or beside whatever stands there now. */
function withRemoved(before: JourneyDocument, after: JourneyDocument, diff: Difference): JourneyDocument {
  let document = after;
  for (const node of diff.steps.removed) {
    const at: Point = freePlace(document, positionOf(before, node.id));
    const nodes = { ...document.layout.nodes, [node.id]: at };
    document = { ...document, nodes: [...document.nodes, node], layout: { ...document.layout, nodes } };
  }
  return document;
}

/** Where a link led before: drawn beside the one that leads elsewhere now, from a port that there still is. */
function old(edge: JourneyEdge, ports: readonly string[]): JourneyEdge {
  const port = ports.includes(edge.port) ? edge.port : (ports[0] ?? edge.port);
  return { ...edge, id: `before ${edge.id}`, port };
}

/** `ports` names the ways out of a step in the order in which they are drawn. */
export function bothOf(
  before: JourneyDocument,
  after: JourneyDocument,
  diff: Difference,
  ports: (step: JourneyNode) => readonly string[],
): Both {
  const document = withRemoved(before, after, diff);
  const drawn = new Map(document.nodes.map((node) => [node.id, ports(node)]));
  const gone = [...diff.links.removed, ...diff.links.changed.map((pair) => pair.before)].map((edge) =>
    old(edge, drawn.get(edge.from) ?? []),
  );
  const added = new Set(diff.links.added.map(linkKey));
  const changed = new Set(diff.links.changed.map((pair) => linkKey(pair.after)));
  const links = new Map<string, Mark>(gone.map((edge) => [edge.id, 'removed']));
  for (const edge of after.edges) {
    if (added.has(linkKey(edge)) || changed.has(linkKey(edge))) {
      links.set(edge.id, added.has(linkKey(edge)) ? 'added' : 'changed');
    }
  }
  const { steps } = diff;
  return {
    document: { ...document, edges: [...document.edges, ...gone] },
    marks: {
      links,
      steps: new Map<string, Mark>([
        ...steps.added.map((node): [string, Mark] => [node.id, 'added']),
        ...steps.removed.map((node): [string, Mark] => [node.id, 'removed']),
        ...steps.changed.map((step): [string, Mark] => [step.after.id, 'changed']),
      ]),
    },
  };
}
