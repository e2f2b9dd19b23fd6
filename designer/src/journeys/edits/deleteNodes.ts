import { edgesFrom, edgesTo, type JourneyDocument, type JourneyEdge, type Point } from '../document';
import { nextNodeId } from './ids';

/** Keeps the number of a deleted step's id from being given to another one. */
function rememberNumber(document: JourneyDocument, kind: string): JourneyDocument {
  const { layout } = nextNodeId(document, kind);
  const numbers: Record<string, number> = { ...layout.numbers };
  for (const [stem, number] of Object.entries(numbers)) {
    if (number !== document.layout.numbers?.[stem]) {
      numbers[stem] = number - 1;
    }
  }
  return { ...document, layout: { ...document.layout, numbers } };
}

function healedEdges(document: JourneyDocument, id: string): readonly JourneyEdge[] {
  const [out, ...others] = edgesFrom(document, id).filter((edge) => edge.to !== id);
  const heals = out !== undefined && others.length === 0 && edgesTo(document, id).length > 0;
  return document.edges.flatMap((edge) => {
    if (edge.from === id) {
      return [];
    }
    if (edge.to !== id) {
      return [edge];
    }
    return heals && edge.from !== out.to ? [{ ...edge, to: out.to }] : [];
  });
}

function deleteNode(document: JourneyDocument, id: string): JourneyDocument {
  const node = document.nodes.find((candidate) => candidate.id === id);
  if (node === undefined || id === document.entry) {
    return document;
  }
  const remembered = rememberNumber(document, node.kind);
  const nodes: Record<string, Point> = { ...remembered.layout.nodes };
  delete nodes[id];
  const { placed } = remembered.layout;
  const others = Object.entries(placed ?? {}).filter(([other]) => other !== id);
  return {
    ...remembered,
    nodes: document.nodes.filter((candidate) => candidate.id !== id),
    edges: healedEdges(document, id),
    layout: { ...remembered.layout, nodes, ...(placed === undefined ? {} : { placed: Object.fromEntries(others) }) },
  };
}

/**
 * Deletes steps. Where a step had a single way on, what led to it now leads to the next step.
 * The entry stays: a journey without it cannot be entered.
 */
export function deleteNodes(document: JourneyDocument, ids: Iterable<string>): JourneyDocument {
  let result = document;
  for (const id of ids) {
    result = deleteNode(result, id);
  }
  return result;
}
