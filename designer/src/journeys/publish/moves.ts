/** What becomes of the people who are inside when a journey is published anew: one answer for each place they stand on. */

import type { Impact, Move } from '../../api/types';

export type Place = Impact['nodes'][number];

/** They stay on their version, leave the journey, or go to a step of the new version. */
export type Choice = 'stay' | 'leave' | `to:${string}`;

export type Choices = Readonly<Record<string, Choice>>;

/** A place's own key: the same step stands in several versions. */
export function keyOf({ version, node }: Pick<Place, 'version' | 'node'>): string {
  return `${version} ${node}`;
}

/** What a select answered, as a choice. */
export function asChoice(value: string | null): Choice {
  return value === 'leave' || value?.startsWith('to:') ? (value as Choice) : 'stay';
}

/** What the server suggests for a place: a step that is still there goes on in the new version. */
export function suggested(place: Place, targets: Impact['targets']): Choice {
  const there = targets.some(({ node }) => node === place.node);
  return place.suggestion === 'move' && there ? `to:${place.node}` : 'stay';
}

/** What holds for a place: what was chosen, else what is suggested. */
export function choiceOf(place: Place, choices: Choices, targets: Impact['targets']): Choice {
  return choices[keyOf(place)] ?? suggested(place, targets);
}

export interface Sums {
  readonly stay: number;
  readonly move: number;
  readonly leave: number;
}

/** How many people stay, move and leave in all. */
export function sumsOf(impact: Impact, choices: Choices): Sums {
  const sums = { stay: 0, move: 0, leave: 0 };
  for (const place of impact.nodes) {
    const choice = choiceOf(place, choices, impact.targets);
    sums[choice === 'stay' || choice === 'leave' ? choice : 'move'] += place.people;
  }
  return sums;
}

/** The same, as the server takes it; who stays needs no word. */
export function movesOf(impact: Impact, choices: Choices): readonly Move[] {
  return impact.nodes.flatMap((place): readonly Move[] => {
    const { version, node } = place;
    const choice = choiceOf(place, choices, impact.targets);
    if (choice === 'stay') return [];
    if (choice === 'leave') return [{ version, node, act: 'leave', target: null }];
    return [{ version, node, act: 'move', target: choice.slice('to:'.length) }];
  });
}
