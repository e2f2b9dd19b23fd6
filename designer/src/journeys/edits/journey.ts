import type { Condition, JourneyDocument, OwnWatched, Watched } from '../document';

/** Gives the journey another name; an empty one is not taken. */
export function rename(document: JourneyDocument, name: string): JourneyDocument {
  const trimmed = name.trim();
  return trimmed === '' || trimmed === document.name ? document : { ...document, name: trimmed };
}

/** What becomes of people, wherever they stand, when something is known of them. */
export type Watch = 'none' | 'exit' | 'hold';

export function watchOf(document: JourneyDocument, name: string): Watch {
  if (document.exits.includes(name)) {
    return 'exit';
  }
  return document.holds?.includes(name) === true ? 'hold' : 'none';
}

/** Says what becomes of people when `name` is known of them; conditions of the journey's own stay as they are. */
export function setWatch(document: JourneyDocument, name: string, watch: Watch): JourneyDocument {
  if (watchOf(document, name) === watch) {
    return document;
  }
  const exits = document.exits.filter((one) => one !== name);
  const holds = (document.holds ?? []).filter((one) => one !== name);
  return {
    ...document,
    exits: watch === 'exit' ? [...exits, name] : exits,
    holds: watch === 'hold' ? [...holds, name] : holds,
  };
}

/** An exit or a hold with a condition of the journey's own, and which of the two it is. */
export interface OwnWatch {
  readonly own: OwnWatched;
  readonly watch: 'exit' | 'hold';
}

function isOwn(one: JourneyDocument['exits'][number]): one is OwnWatched {
  return typeof one !== 'string';
}

/** The journey's own exits and holds in the order in which they were made, whichever of the two they are. */
export function ownWatches(document: JourneyDocument): readonly OwnWatch[] {
  const watches: OwnWatch[] = [
    ...document.exits.filter(isOwn).map((own) => ({ own, watch: 'exit' as const })),
    ...(document.holds ?? []).filter(isOwn).map((own) => ({ own, watch: 'hold' as const })),
  ];
  return watches.toSorted((left, right) => left.own.id.localeCompare(right.own.id, 'en', { numeric: true }));
}

function withOwn(document: JourneyDocument, watches: readonly OwnWatch[]): JourneyDocument {
  const named = (listed: readonly Watched[]) => listed.filter((one) => !isOwn(one));
  const owned = (watch: OwnWatch['watch']) => watches.filter((one) => one.watch === watch).map(({ own }) => own);
  const holds = [...named(document.holds ?? []), ...owned('hold')];
  return {
    ...document,
    exits: [...named(document.exits), ...owned('exit')],
    ...(holds.length > 0 || document.holds !== undefined ? { holds } : {}),
  };
}

/** One more of the journey's own, with an id that none of the others has. */
export function addOwnWatch(document: JourneyDocument, label: string, when: Condition): JourneyDocument {
  const watches = ownWatches(document);
  const taken = new Set(watches.map(({ own }) => own.id));
  let number = watches.length + 1;
  while (taken.has(`own_${number}`)) {
    number += 1;
  }
  return withOwn(document, [...watches, { own: { id: `own_${number}`, label, when }, watch: 'exit' }]);
}

/** Changes one of the journey's own; its id stays. */
export function changeOwnWatch(document: JourneyDocument, id: string, next: OwnWatch): JourneyDocument {
  return withOwn(
    document,
    ownWatches(document).map((one) => (one.own.id === id ? next : one)),
  );
}

export function removeOwnWatch(document: JourneyDocument, id: string): JourneyDocument {
  return withOwn(
    document,
    ownWatches(document).filter(({ own }) => own.id !== id),
  );
}
