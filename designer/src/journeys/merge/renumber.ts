/** Steps that two sides added under the same id, because each took the next free one. */

import { sameJson } from '../../drafts/sameJson';
import type { JourneyDocument } from '../document';
import { nextNodeId } from '../edits/ids';
import type { Three } from './nodes';

/** Whether both sides have the very same step at the very same place, as after a save whose answer got lost. */
function isSame({ mine, theirs }: Three<JourneyDocument>, id: string): boolean {
  const [own, other] = [mine, theirs].map((side) => side.nodes.find((node) => node.id === id));
  return sameJson(own, other) && sameJson(mine.layout.nodes?.[id], theirs.layout.nodes?.[id]);
}

function withId(document: JourneyDocument, before: string, after: string): JourneyDocument {
  const renamed = (id: string) => (id === before ? after : id);
  const places = Object.entries(document.layout.nodes ?? {});
  return {
    ...document,
    nodes: document.nodes.map((node) => (node.id === before ? { ...node, id: after } : node)),
    edges: document.edges.map((edge) => ({ ...edge, from: renamed(edge.from), to: renamed(edge.to) })),
    entry: document.entry === null ? null : renamed(document.entry),
    layout: { ...document.layout, nodes: Object.fromEntries(places.map(([id, at]) => [renamed(id), at])) },
  };
}

/** Mine with ids of its own for steps that theirs has another step for: theirs is saved, and may be published. */
export function renumber(documents: Three<JourneyDocument>): {
  readonly mine: JourneyDocument;
  readonly renamed: ReadonlyMap<string, string>;
} {
  const { base, theirs } = documents;
  const old = new Set(base.nodes.map((node) => node.id));
  const other = new Set(theirs.nodes.map((node) => node.id));
  const renamed = new Map<string, string>();
  let mine = documents.mine;
  for (const node of documents.mine.nodes) {
    if (!old.has(node.id) && other.has(node.id) && !isSame(documents, node.id)) {
      const everything = { ...mine, nodes: [...mine.nodes, ...theirs.nodes, ...base.nodes] };
      const { id, layout } = nextNodeId(everything, node.kind);
      mine = withId({ ...mine, layout: { ...layout, nodes: mine.layout.nodes ?? {} } }, node.id, id);
      renamed.set(node.id, id);
    }
  }
  return { mine, renamed };
}
