import type { Content } from '../props';

export const ACTS = ['confirm', 'go_on', 'repeat', 'agent', 'call_back', 'wrong_person', 'stop', 'end'] as const;
export const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'] as const;

export type Act = (typeof ACTS)[number];

export interface Key {
  readonly key: string;
  readonly act: Act;
  readonly say: string;
  /** Where to connect them to, in E.164; only for `agent`. */
  readonly number?: string;
}

export interface Say {
  readonly id: string;
  readonly kind: 'say';
  readonly text: string;
}

export interface Pause {
  readonly id: string;
  readonly kind: 'pause';
  readonly seconds: number;
}

export interface Menu {
  readonly id: string;
  readonly kind: 'menu';
  readonly text: string;
  /** Seconds that somebody has for a key. */
  readonly wait: number;
  readonly tries: number;
  /** What is said to who presses nothing. */
  readonly nothing: string;
  readonly keys: readonly Key[];
}

export type Step = Say | Pause | Menu;

/** The steps of a content; see `renderers/designs/voice.py`. */
export function scriptIn(content: Content): readonly Step[] {
  return Array.isArray(content['script']) ? (content['script'] as Step[]) : [];
}

/** A name that no step has yet. */
export function freshId(steps: readonly Step[]): string {
  const taken = new Set(steps.map((step) => step.id));
  let number = steps.length + 1;
  while (taken.has(`s${number}`)) number += 1;
  return `s${number}`;
}

/** The steps with one moved up or down. */
export function moved(steps: readonly Step[], at: number, by: -1 | 1): readonly Step[] {
  const next = [...steps];
  const [step] = next.splice(at, 1);
  if (step) next.splice(at + by, 0, step);
  return next;
}

/** The first key that a menu has not used. */
export function freeKey(menu: Menu): string {
  return KEYS.find((key) => menu.keys.every((used) => used.key !== key)) ?? '1';
}

const PRIVATE = new Set(['account', 'promise', 'plan', 'offer', 'debt', 'portfolio', 'item']);
const OPEN = new Set(['account.creditor', 'account.collector', 'item.name']);
const NAMES = new Set(['debtor.first_name', 'debtor.last_name', 'debtor.full_name']);

/** The steps that say something of a debt, or of a person but their name, before somebody pressed that it is they. */
export function disclosing(steps: readonly Step[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const step of steps) {
    if (step.kind === 'pause') continue;
    if (openly(step).some(discloses)) found.add(step.id);
    if (step.kind === 'menu' && guards(step)) break;
  }
  return found;
}

const guards = (menu: Menu) =>
  menu.keys.some((key) => key.act === 'confirm') && menu.keys.every((key) => key.act !== 'go_on');

function openly(step: Say | Menu): readonly string[] {
  if (step.kind === 'say') return [step.text];
  return [step.text, step.nothing, ...step.keys.filter((key) => key.act !== 'confirm').map((key) => key.say)];
}

function discloses(text: string): boolean {
  const tokens = [...text.matchAll(/\b([a-z][a-z0-9_]*)\.[a-z][a-z0-9_]*/g)].map(([name, scope]) => ({ name, scope }));
  return tokens.some(({ name, scope }) => {
    if (OPEN.has(name)) return false;
    return PRIVATE.has(scope ?? '') || (scope === 'debtor' && !NAMES.has(name));
  });
}
