import type { DeadLetter } from '../../api/types';

export type WayOut = DeadLetter['ports'][number];

/** The ways out that all of these steps have; people on steps of different kinds may share none. */
export function waysInCommon(letters: readonly DeadLetter[]): readonly WayOut[] {
  const [first, ...others] = letters;
  if (first === undefined) return [];
  return first.ports.filter(({ name }) => others.every(({ ports }) => ports.some((port) => port.name === name)));
}
