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
  sent: { color: 'brand', ink: 'var(--cauce-brand-deep)' },
  queued: { color: 'gray', ink: 'var(--cauce-ink)' },
  sending: { color: 'gray', ink: 'var(--cauce-ink)' },
  paused: { color: 'gray', ink: 'var(--cauce-ink)' },
  held: { color: 'yellow', ink: 'var(--cauce-warn)' },
  failed: { color: 'red', ink: 'var(--cauce-error-deep)' },
  unknown: { color: 'yellow', ink: 'var(--cauce-warn)' },
  refused: { color: 'yellow', ink: 'var(--cauce-warn)' },
  cancelled: { color: 'gray', ink: 'var(--cauce-ink)' },
};
