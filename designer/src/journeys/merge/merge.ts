/** Two drafts that began as the same one put together: by step, link and setting, wherever no two changes meet. */

import type { JourneyDocument, Watched } from '../document';
import type { Clash } from './clash';
import { mergeEdges } from './edges';
import { mergeLayout } from './layout';
import { mergeNodes, type Three } from './nodes';
import { renumber } from './renumber';
import { type Side, settle, settleAll } from './threeWay';

export interface Merged {
  readonly document: JourneyDocument;
  /** Empty when nothing that both changed is lost. */
  readonly clashes: readonly Clash[];
  /** Steps of mine that got another id, because theirs has another step under it. */
  readonly renamed: ReadonlyMap<string, string>;
}

interface Watch {
  readonly list: 'exits' | 'holds';
  readonly what: Watched;
}

function watchesOf(document: JourneyDocument): ReadonlyMap<string, Watch> {
  const key = (what: Watched) => (typeof what === 'string' ? what : `own ${what.id}`);
  const listed = (list: Watch['list']) =>
    (document[list] ?? []).map((what): [string, Watch] => [key(what), { list, what }]);
  return new Map([...listed('exits'), ...listed('holds')]);
}

function mergeWatches(documents: Three<JourneyDocument>, prefer: Side) {
  const { base, mine, theirs } = documents;
  const { values, clashes } = settleAll(watchesOf(base), watchesOf(mine), watchesOf(theirs), prefer);
  const of = (list: Watch['list']) => [...values.values()].filter((one) => one.list === list).map((one) => one.what);
  const holds = of('holds');
  const told = holds.length > 0 || settle(!!base.holds, !!mine.holds, !!theirs.holds, prefer).value;
  return {
    watches: { exits: of('exits'), ...(told ? { holds } : {}) },
    clashes: clashes.map((key): Clash => ({ kind: 'watch', key })),
  };
}

/** What `mine` and `theirs` made of `base`; where both changed the same thing, it is as the preferred side has it. */
export function merge(
  base: JourneyDocument,
  ours: JourneyDocument,
  theirs: JourneyDocument,
  prefer: Side = 'theirs',
): Merged {
  const { mine, renamed } = renumber({ base, mine: ours, theirs });
  const documents = { base, mine, theirs };
  const { nodes, clashes, disputed } = mergeNodes(documents, prefer);
  const ids = new Set(nodes.map((node) => node.id));
  const exists = (id: string) => ids.has(id);
  const links = mergeEdges(documents, disputed, exists, prefer);
  const watched = mergeWatches(documents, prefer);
  const name = settle(base.name, mine.name, theirs.name, prefer);
  const entry = settle(base.entry, mine.entry, theirs.entry, prefer);
  return {
    document: {
      schema_version: Math.max(mine.schema_version, theirs.schema_version),
      name: name.value,
      nodes,
      edges: links.edges,
      entry: entry.value,
      ...watched.watches,
      layout: mergeLayout(base.layout, mine.layout, theirs.layout, exists),
    },
    clashes: [
      ...clashes,
      ...links.clashes,
      ...watched.clashes,
      ...(name.clash ? [{ kind: 'name' } as const] : []),
      ...(entry.clash ? [{ kind: 'entry' } as const] : []),
    ],
    renamed,
  };
}
