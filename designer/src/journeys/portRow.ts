import type { Kind } from './catalog';
import type { Port } from './ports';

export const PILL_LIMIT = 148;
const PILL_PADDING = 34;
const LETTER = 6.6;
const GAP = 6;

/** Whether a step's ways out need words: one plain way on does not. */
export function hasPills(kind: Kind): boolean {
  return kind.ports.length > 1 || kind.ports.some((rule) => (rule.each ?? null) !== null);
}

/** About how wide the row of ports under a card is; layouts leave that room. */
export function portRowWidth(ports: readonly Port[]): number {
  if (ports.length < 2) {
    return 0;
  }
  const pills = ports.map((port) => Math.min(PILL_LIMIT, PILL_PADDING + port.label.length * LETTER));
  return pills.reduce((sum, width) => sum + width, (ports.length - 1) * GAP);
}
