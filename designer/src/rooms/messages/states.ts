import type { MessageState } from '../../api/types';

/** Where a message can stand, in the order in which people look for them. */
export const STATES = [
  'sent',
  'queued',
  'paused',
  'sending',
  'held',
  'failed',
  'unknown',
  'refused',
  'cancelled',
] as const satisfies readonly MessageState[];

export function isState(value: string | null): value is MessageState {
  return STATES.some((state) => state === value);
}

/** A badge's colours; each pair keeps 4.5 to 1. */
export const STATE_COLORS: Readonly<Record<MessageState, { readonly color: string; readonly ink: string }>> = {
  sent: { color: 'brand', ink: 'brand.8' },
  queued: { color: 'gray', ink: 'gray.8' },
  sending: { color: 'gray', ink: 'gray.8' },
  paused: { color: 'gray', ink: 'gray.8' },
  held: { color: 'yellow', ink: '#6b4e00' },
  failed: { color: 'red', ink: '#9b1c14' },
  unknown: { color: 'yellow', ink: '#6b4e00' },
  refused: { color: 'yellow', ink: '#6b4e00' },
  cancelled: { color: 'gray', ink: 'gray.8' },
};
