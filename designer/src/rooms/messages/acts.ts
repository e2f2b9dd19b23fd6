import { api, take } from '../../api/client';
import type { MessageState } from '../../api/types';

/** What a person can do with a message that does not go out by itself. */
export type MessageAct = 'release' | 'sent' | 'notSent' | 'cancel';

const ACTS: Partial<Readonly<Record<MessageState, readonly MessageAct[]>>> = {
  queued: ['cancel'],
  paused: ['cancel'],
  held: ['release', 'cancel'],
  failed: ['release', 'cancel'],
  refused: ['release'],
  unknown: ['sent', 'notSent', 'cancel'],
};

/** The acts that a message's state allows, the likeliest first. */
export function actsFor(state: MessageState): readonly MessageAct[] {
  return ACTS[state] ?? [];
}

/** Does it to these messages; answers to how many. Those whose state changed meanwhile are passed over. */
export function actOn(act: MessageAct, ids: readonly number[], reason: string) {
  const chosen = { ids: [...ids] };
  switch (act) {
    case 'release':
      return take(api.POST('/api/v1/messages/release', { body: chosen }));
    case 'cancel':
      return take(api.POST('/api/v1/messages/cancel', { body: { ...chosen, reason } }));
    case 'sent':
    case 'notSent':
      return take(api.POST('/api/v1/messages/settle', { body: { ...chosen, sent: act === 'sent' } }));
  }
}
