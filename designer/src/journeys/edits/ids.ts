import type { JourneyDocument, Layout } from '../document';

const LONGEST_STEM = 34;

/** A name that the schema allows as an id stem: lower case letters, digits and underscores. */
function stemOf(kind: string): string {
  const stem = kind
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST_STEM);
  return stem === '' ? 'step' : stem;
}

function highestInUse(document: JourneyDocument, stem: string): number {
  let highest = document.layout.numbers?.[stem] ?? 0;
  for (const node of document.nodes) {
    if (node.id === stem) {
      highest = Math.max(highest, 1);
    } else if (node.id.startsWith(`${stem}_`)) {
      const number = Number(node.id.slice(stem.length + 1));
      if (Number.isInteger(number)) {
        highest = Math.max(highest, number);
      }
    }
  }
  return highest;
}

/**
 * A new step's id (`wait`, then `wait_2`…) with the layout that remembers it was given.
 * People may stand on a deleted step of a published version, so a number is never used twice.
 */
export function nextNodeId(document: JourneyDocument, kind: string): { id: string; layout: Layout } {
  const stem = stemOf(kind);
  const taken = new Set(document.nodes.map((node) => node.id));
  let number = highestInUse(document, stem) + 1;
  let id = number === 1 ? stem : `${stem}_${number}`;
  while (taken.has(id)) {
    number += 1;
    id = `${stem}_${number}`;
  }
  return {
    id,
    layout: { ...document.layout, numbers: { ...document.layout.numbers, [stem]: number } },
  };
}

/** The first free `e<number>`. */
export function nextEdgeId(document: JourneyDocument): string {
  const taken = new Set(document.edges.map((edge) => edge.id));
  let number = document.edges.length + 1;
  while (taken.has(`e${number}`)) {
    number += 1;
  }
  return `e${number}`;
}
