/** What differs between two journeys, by what people see: steps and their settings, links, exits and holds. */

import { sameJson } from '../../drafts/sameJson';
import type { JourneyDocument, JourneyEdge, JourneyNode, Watched } from '../document';

export interface ChangedStep {
  readonly before: JourneyNode;
  readonly after: JourneyNode;
  /** The settings that differ, by their names. */
  readonly settings: readonly string[];
  /** It is another kind, or another version of it. */
  readonly kind: boolean;
}

export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

export interface Parted<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
  readonly changed: readonly Pair<T>[];
}

export interface Watch {
  readonly list: 'exits' | 'holds';
  readonly what: Watched;
}

export interface Difference {
  readonly name: Pair<string> | null;
  readonly entry: Pair<string | null> | null;
  readonly steps: {
    readonly added: readonly JourneyNode[];
    readonly removed: readonly JourneyNode[];
    readonly changed: readonly ChangedStep[];
    /** Only the place is another: no change of what the journey does. */
    readonly moved: readonly string[];
  };
  readonly links: Parted<JourneyEdge>;
  readonly watches: Parted<Watch>;
}

function parted<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  same: (a: T, b: T) => boolean,
): Parted<T> {
  const kept = [...after].flatMap(([key, now]) => {
    const was = before.get(key);
    return was === undefined ? [] : [{ before: was, after: now }];
  });
  return {
    added: [...after].filter(([key]) => !before.has(key)).map(([, one]) => one),
    removed: [...before].filter(([key]) => !after.has(key)).map(([, one]) => one),
    changed: kept.filter((pair) => !same(pair.before, pair.after)),
  };
}

/** A link is known by the port that it leaves; what it is called does not matter. */
export function linkKey({ from, port }: JourneyEdge): string {
  return JSON.stringify([from, port]);
}

function byId(document: JourneyDocument) {
  return new Map(document.nodes.map((node) => [node.id, node]));
}

function byPort(document: JourneyDocument) {
  return new Map(document.edges.map((edge) => [linkKey(edge), edge]));
}

function watches(document: JourneyDocument): ReadonlyMap<string, Watch> {
  const key = (what: Watched) => (typeof what === 'string' ? what : `own ${what.id}`);
  const listed = (list: Watch['list']) =>
    (document[list] ?? []).map((what): [string, Watch] => [key(what), { list, what }]);
  return new Map([...listed('exits'), ...listed('holds')]);
}

function changedStep({ before, after }: Pair<JourneyNode>): ChangedStep {
  const names = new Set([...Object.keys(before.settings), ...Object.keys(after.settings)]);
  return {
    before,
    after,
    settings: [...names].filter((name) => !sameJson(before.settings[name], after.settings[name])),
    kind: before.kind !== after.kind || before.kind_version !== after.kind_version,
  };
}

/** What one has to do to `before` to get `after`. */
export function difference(before: JourneyDocument, after: JourneyDocument): Difference {
  const steps = parted(byId(before), byId(after), sameJson);
  const changed = steps.changed.map(changedStep);
  const other = new Set([...steps.added.map((node) => node.id), ...changed.map((step) => step.after.id)]);
  const moved = after.nodes.filter(
    ({ id }) => !other.has(id) && !sameJson(before.layout.nodes?.[id], after.layout.nodes?.[id]),
  );
  return {
    name: before.name === after.name ? null : { before: before.name, after: after.name },
    entry: before.entry === after.entry ? null : { before: before.entry, after: after.entry },
    steps: { added: steps.added, removed: steps.removed, changed, moved: moved.map((node) => node.id) },
    links: parted(byPort(before), byPort(after), (left, right) => left.to === right.to),
    watches: parted(watches(before), watches(after), sameJson),
  };
}

/** Whether nothing differs but, at most, where steps stand. */
export function isSame({ name, entry, steps, links, watches: watched }: Difference): boolean {
  const lists = [steps.added, steps.removed, steps.changed];
  const all = [...lists, links.added, links.removed, links.changed, watched.added, watched.removed, watched.changed];
  return name === null && entry === null && all.every((list) => list.length === 0);
}
