/** The steps of two sides put together, setting by setting. */

import { sameJson } from '../../drafts/sameJson';
import type { JourneyDocument, JourneyNode, Settings } from '../document';
import type { Clash } from './clash';
import { inOrder, type Side, settle, settleAll } from './threeWay';

type Nodes = ReadonlyMap<string, JourneyNode>;

/** Three versions of the same thing: what both began with, and what became of it here and there. */
export interface Three<T> {
  readonly base: T;
  readonly mine: T;
  readonly theirs: T;
}

export interface MergedNodes {
  readonly nodes: readonly JourneyNode[];
  readonly clashes: readonly Clash[];
  /** Steps that one side took away and the other needs: everything around them is as the preferred side has it. */
  readonly disputed: ReadonlySet<string>;
}

function byId(document: JourneyDocument): Nodes {
  return new Map(document.nodes.map((node) => [node.id, node]));
}

/** Whether a side has a link to or from a step that there was not, or that led elsewhere. */
function wires(document: JourneyDocument, before: JourneyDocument, id: string): boolean {
  return document.edges.some(
    (edge) =>
      (edge.from === id || edge.to === id) &&
      !before.edges.some((old) => old.from === edge.from && old.port === edge.port && old.to === edge.to),
  );
}

function entriesOf(settings: Settings) {
  return new Map(Object.entries(settings));
}

function bare({ settings: _, ...rest }: JourneyNode) {
  return rest;
}

function mergeNode(base: JourneyNode, mine: JourneyNode, theirs: JourneyNode, prefer: Side) {
  const { id } = mine;
  const outside = settle(bare(base), bare(mine), bare(theirs), prefer);
  if (outside.clash) {
    return { node: prefer === 'mine' ? mine : theirs, clashes: [{ kind: 'step', id } as const] };
  }
  const all = [base, mine, theirs].map((node) => entriesOf(node.settings)) as [Map<string, never>, never, never];
  const { values, clashes } = settleAll(...all, prefer);
  return {
    node: { ...outside.value, settings: Object.fromEntries(values) },
    clashes: clashes.map((setting): Clash => ({ kind: 'setting', id, setting })),
  };
}

/** What becomes of a step that one side does not have any more; null where nobody minds. */
function removed(
  id: string,
  before: JourneyNode,
  side: JourneyDocument,
  base: JourneyDocument,
  by: Side,
): Clash | null {
  const after = side.nodes.find((node) => node.id === id);
  const untouched = sameJson(before, after) && !wires(side, base, id);
  return untouched ? null : { kind: 'removed', id, by };
}

type Settlement = { readonly node: JourneyNode | null; readonly clashes: readonly Clash[] };

function settleNode(
  documents: Three<JourneyDocument>,
  nodes: Three<JourneyNode | undefined>,
  prefer: Side,
): Settlement {
  const { base, mine, theirs } = nodes;
  if (mine !== undefined && theirs !== undefined) {
    return mergeNode(base ?? theirs, mine, theirs, prefer);
  }
  const left = mine ?? theirs ?? null;
  if (left === null || base === undefined) {
    return { node: left, clashes: [] };
  }
  const has: Side = mine === undefined ? 'theirs' : 'mine';
  const clash = removed(left.id, base, documents[has], documents.base, has === 'mine' ? 'theirs' : 'mine');
  return { node: clash !== null && prefer === has ? left : null, clashes: clash === null ? [] : [clash] };
}

export function mergeNodes(documents: Three<JourneyDocument>, prefer: Side): MergedNodes {
  const [base, mine, theirs] = [byId(documents.base), byId(documents.mine), byId(documents.theirs)];
  const settled = inOrder([...base.keys()], [...mine.keys()], [...theirs.keys()]).map((id) =>
    settleNode(documents, { base: base.get(id), mine: mine.get(id), theirs: theirs.get(id) }, prefer),
  );
  const clashes = settled.flatMap((one) => one.clashes);
  return {
    nodes: settled.flatMap(({ node }) => (node === null ? [] : [node])),
    clashes,
    disputed: new Set(clashes.flatMap((clash) => (clash.kind === 'removed' ? [clash.id] : []))),
  };
}
