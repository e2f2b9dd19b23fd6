/** How often something happened: as the editor offers it, and as a sentence. */

import type { CountOp, Duration, Happening } from '../document';
import { eventName } from '../events';
import type { Reading } from '../reading';

export const OFTEN = ['did', 'never', 'gte', 'lte', 'eq', 'gt', 'lt', 'ne'] as const;

/** What people choose first; only the others take a number. */
export type Often = (typeof OFTEN)[number];

export function isNever({ op, value }: Happening): boolean {
  return ((op === 'eq' || op === 'lte') && value === 0) || (op === 'lt' && value === 1);
}

function isEver({ op, value }: Happening): boolean {
  return (op === 'gte' && value === 1) || ((op === 'gt' || op === 'ne') && value === 0);
}

export function oftenOf(rule: Happening): Often {
  if (isNever(rule)) {
    return 'never';
  }
  return isEver(rule) ? 'did' : rule.op;
}

/** The rule with another way to count; "at least" and the like begin with twice, because once is what "did" says. */
export function withOften(rule: Happening, often: Often): Happening {
  if (often === 'did') {
    return { ...rule, op: 'gte', value: 1 };
  }
  if (often === 'never') {
    return { ...rule, op: 'eq', value: 0 };
  }
  return { ...rule, op: often, value: Math.max(rule.value, 2) };
}

function exceptFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase() + text.slice(1);
}

const PHRASE = /^message_/;
const MESSAGES = ['email', 'sms', 'whatsapp', 'voice', 'letter'];

export function isOfMessage(event: string): boolean {
  return PHRASE.test(event);
}

function phraseOf({ event, channel }: Happening, reading: Reading): string {
  const { words } = reading;
  const suffix = channel === undefined || channel === null ? '' : ` (${channel})`;
  if (!isOfMessage(event)) {
    return exceptFirst(eventName(event, reading)) + suffix;
  }
  const named = channel !== undefined && channel !== null && MESSAGES.includes(channel);
  const what = named ? words(`happened.message.${channel}`) : words('happened.message.any') + suffix;
  return words(`happened.phrase.${event}`, { what });
}

function periodOf({ amount, unit }: Duration, { words }: Reading): string {
  return amount === 1 ? words(`happened.last.${unit}`) : words(`happened.lasts.${unit}`, { amount });
}

/** How often something has to have happened, and since when. */
export function happeningInWords(rule: Happening, reading: Reading): string {
  const { words } = reading;
  const [op, value]: [CountOp, number] = isEver(rule) ? ['gte', 1] : [rule.op, rule.value];
  const phrase = phraseOf(rule, reading);
  const key = isNever(rule) ? 'happened.never' : `happened.${value === 1 ? 'once' : 'times'}.${op}`;
  const what = words(key, { phrase, number: value });
  return rule.within ? words('happened.lately', { what, period: periodOf(rule.within, reading) }) : what;
}
