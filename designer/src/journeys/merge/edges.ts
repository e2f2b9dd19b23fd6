/** The links of two sides put together. A link is known by the port that it leaves; its id only names it. */

import type { JourneyDocument, JourneyEdge } from '../document';
import type { Clash } from './clash';
import type { Three } from './nodes';
import { eitherOf, inOrder, type Side, settle } from './threeWay';

type Edges = ReadonlyMap<string, JourneyEdge>;

function byPort(document: JourneyDocument): Edges {
  return new Map(document.edges.map((edge) => [JSON.stringify([edge.from, edge.port]), edge]));
}

function nameOf(before: string | undefined, mine: string | undefined, theirs: string | undefined): string {
  const { value, clash } = settle(before, mine ?? theirs, theirs ?? mine, 'mine');
  return (clash ? eitherOf(mine, theirs) : value) ?? '';
}

function touches(edge: JourneyEdge | undefined, ids: ReadonlySet<string>): boolean {
  return edge !== undefined && (ids.has(edge.from) || ids.has(edge.to));
}

/** Ids that two links got independently: the first by its port keeps it, the others get the next free ones. */
function withOwnIds(edges: readonly JourneyEdge[]): readonly JourneyEdge[] {
  const taken = new Set<string>();
  const again = new Set<JourneyEdge>();
  const order = edges.toSorted((left, right) => {
    const [one, other] = [`${left.from} ${left.port}`, `${right.from} ${right.port}`];
    return one < other ? -1 : Number(one > other);
  });
  for (const edge of order) {
    if (taken.has(edge.id)) {
      again.add(edge);
    }
    taken.add(edge.id);
  }
  const renamed = new Map<JourneyEdge, JourneyEdge>();
  let number = edges.length;
  for (const edge of order.filter((one) => again.has(one))) {
    while (taken.has(`e${number}`)) {
      number += 1;
    }
    taken.add(`e${number}`);
    renamed.set(edge, { ...edge, id: `e${number}` });
  }
  return edges.map((edge) => renamed.get(edge) ?? edge);
}

export function mergeEdges(
  documents: Three<JourneyDocument>,
  disputed: ReadonlySet<string>,
  exists: (id: string) => boolean,
  prefer: Side,
): { readonly edges: readonly JourneyEdge[]; readonly clashes: readonly Clash[] } {
  const before = byPort(documents.base);
  const here = byPort(documents.mine);
  const there = byPort(documents.theirs);
  const edges: JourneyEdge[] = [];
  const clashes: Clash[] = [];
  for (const key of inOrder([...before.keys()], [...here.keys()], [...there.keys()])) {
    const [was, own, other] = [before.get(key), here.get(key), there.get(key)];
    const preferred = prefer === 'mine' ? own : other;
    if ([was, own, other].some((edge) => touches(edge, disputed))) {
      edges.push(...(preferred === undefined ? [] : [preferred]));
      continue;
    }
    const { value: to, clash } = settle(was?.to, own?.to, other?.to, prefer);
    const known = own ?? other ?? was;
    if (clash && known !== undefined) {
      clashes.push({ kind: 'link', from: known.from, port: known.port });
    }
    if (to !== undefined && known !== undefined) {
      edges.push({ ...known, id: nameOf(was?.id, own?.id, other?.id), to });
    }
  }
  const whole = edges.filter((edge) => disputed.size === 0 || (exists(edge.from) && exists(edge.to)));
  return { edges: withOwnIds(whole), clashes };
}
