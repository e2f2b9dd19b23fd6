/** Which journeys somebody draws with the guide, kept in this browser only: an open guide, and what they agreed to. */

import { createStore } from 'zustand/vanilla';

export interface Guided {
  readonly open: boolean;
  /** The steps of the guide that are fine as they are. */
  readonly agreed: readonly string[];
}

interface Memory {
  readonly guided: Readonly<Record<number, Guided>>;
}

const KEY = 'cauce.guide';

function kept(): Memory['guided'] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof found !== 'object' || found === null) return {};
    const sound = Object.entries(found).filter(
      ([, one]) => typeof one?.open === 'boolean' && Array.isArray(one?.agreed) && one.agreed.every(isText),
    );
    return Object.fromEntries(sound) as Memory['guided'];
  } catch {
    return {};
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Follows what is kept; a full or forbidden storage costs no more than finding the guide open again. */
export const guideMemory = createStore<Memory>()(() => ({ guided: kept() }));

guideMemory.subscribe(({ guided }) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(guided));
  } catch {
    // Not kept: the guide of this visit goes on all the same.
  }
});

function set(journey: number, next: Guided | null): void {
  guideMemory.setState(({ guided }) => {
    const { [journey]: _, ...others } = guided;
    return { guided: next === null ? others : { ...others, [journey]: next } };
  });
}

export function beginGuide(journey: number): void {
  set(journey, { open: true, agreed: [] });
}

export function openGuide(journey: number, open: boolean): void {
  const now = guideMemory.getState().guided[journey];
  if (now) set(journey, { ...now, open });
}

export function agree(journey: number, step: string): void {
  const now = guideMemory.getState().guided[journey];
  if (now) set(journey, { ...now, agreed: [...now.agreed, step] });
}

export function endGuide(journey: number): void {
  set(journey, null);
}
