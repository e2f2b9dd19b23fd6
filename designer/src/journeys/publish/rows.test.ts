import { expect, it } from 'vitest';
import type { Impact, Outlook } from '../../api/types';
import { formatList, formatMoney, formatNumber, formatTime } from '../../i18n/format';
import type { Writer } from '../../i18n/use';
import type { Problem } from '../problems';
import { readingIn } from '../testing';
import type { KnownLacks } from './lackRows';
import { type CheckRow, checkRows } from './rows';

const OUTLOOK: Outlook = {
  enters: 'now',
  starts_at: '2026-03-02T09:00:00Z',
  people: 1284,
  sample: 60,
  rehearsed: 60,
  days: 30,
  channels: [
    { channel: 'email', per_person: 2000, total: 2568, cost: 257 },
    { channel: 'sms', per_person: 730, total: 937, cost: 4217 },
  ],
  first_at: '2026-03-02T12:00:00Z',
  first: [
    { day: '2026-03-02', people: 1000 },
    { day: '2026-03-03', people: 100 },
    { day: '2026-03-04', people: 50 },
    { day: '2026-03-05', people: 30 },
    { day: '2026-03-06', people: 20 },
  ],
  silent: 84,
  currency: 'USD',
  cost: 4474,
};

const writer: Writer = {
  language: 'en',
  money: (minor, currency) => formatMoney(minor, currency, 'en'),
  number: (value) => formatNumber(value, 'en'),
  time: (value, style = 'dateTime') => formatTime(value, style, 'en'),
  span: String,
  bytes: String,
  list: (words) => formatList(words, 'en'),
  text: (text) => text.en,
};

function rows(known: {
  outlook?: Outlook | null;
  problems?: readonly Problem[];
  impact?: Impact | null;
  lacks?: KnownLacks;
}) {
  const { outlook = OUTLOOK, problems = [], impact = null, lacks = null } = known;
  return checkRows({ problems, outlook, impact, lacks, version: 3 }, readingIn('en').words, writer);
}

function row(found: readonly CheckRow[], key: CheckRow['key']): CheckRow | undefined {
  return found.find((one) => one.key === key);
}

const PROBLEM: Problem = { node: null, code: 'no_end', severity: 'error', message: { es: 'x', en: 'x' } };

it('tells who comes in, the first messages by day, what follows and what it costs', () => {
  const found = rows({});
  expect(found.map(({ key }) => key)).toEqual(['problems', 'audience', 'first', 'messages', 'cost', 'version']);
  expect(row(found, 'audience')).toMatchObject({ tone: 'good', text: '1,284 people come in at once' });
  expect(row(found, 'first')?.more).toBe(
    '1,000 people on Mar 2, 2026, 100 people on Mar 3, 2026, 50 people on Mar 4, 2026, and 50 later. ' +
      '84 people would get none.',
  );
  expect(row(found, 'messages')).toMatchObject({
    text: 'About 3,505 messages and calls in 30 days, 2.7 a person',
    more:
      'emails 2,568 and SMS (parts) 937. An estimate: 60 of 1,284 people were walked through 30 days in which ' +
      'nobody answers and nobody pays.',
  });
  expect(row(found, 'cost')).toMatchObject({
    tone: 'plain',
    text: 'About $44.74 in 30 days',
    more: 'emails $2.57 and SMS (parts) $42.17.',
  });
});

it('says that a price is missing, and that there is no price list', () => {
  const [email, sms] = OUTLOOK.channels;
  if (!email || !sms) throw new Error('no channels');
  const partly = rows({ outlook: { ...OUTLOOK, cost: null, channels: [email, { ...sms, cost: null }] } });
  expect(row(partly, 'cost')).toMatchObject({ tone: 'look', text: 'About $2.57 in 30 days' });
  expect(row(partly, 'cost')?.more).toBe('The price list says nothing of: SMS (parts).');
  expect(row(rows({ outlook: { ...OUTLOOK, currency: null, cost: null } }), 'cost')?.text).toContain('no price list');
});

it.each([
  ['nobody comes in', { ...OUTLOOK, people: 0, rehearsed: 0 }, ['problems', 'audience', 'version']],
  ['it cannot be run', null, ['problems', 'version']],
])('leaves out what cannot be said: %s', (_, outlook, keys) => {
  expect(rows({ outlook }).map(({ key }) => key)).toEqual(keys);
});

it('warns of a journey in which nobody gets a message, and of one upon an event', () => {
  const silent = { ...OUTLOOK, first_at: null, first: [], channels: [], silent: 1284, enters: 'event' as const };
  const found = rows({ outlook: { ...silent, starts_at: null } });
  expect(row(found, 'first')).toMatchObject({ tone: 'look', text: 'Nobody would get a message in 30 days' });
  expect(row(found, 'audience')?.text).toBe('Up to 1,284 people come in, when it happens to them');
});

it('leads to the problems, and says how much goes out in a day at most', () => {
  const impact: Impact = {
    people: 0,
    versions: [],
    nodes: [],
    targets: [],
    forecast: { people: 1, messages_per_day: 1 },
  };
  const warning: Problem = { ...PROBLEM, code: 'no_timeout', severity: 'warning' };
  const found = rows({ problems: [PROBLEM, warning], impact });
  expect(row(found, 'problems')).toMatchObject({ tone: 'bad', shows: 'problems' });
  expect(row(found, 'warnings')?.shows).toBeUndefined();
  expect(row(found, 'most')?.text).toBe('It will write 1 message a day at most');
  expect(row(rows({ problems: [warning] }), 'warnings')?.shows).toBe('problems');
});

const lack = (label: string, count: number, variants: string[] = []) => ({
  token: label,
  label: { es: label, en: label },
  count,
  text: { es: '', en: `${count} of 1,284 have no ${label}` },
  languages: [],
  variants,
  condition: {},
});

it('names each step whose message some would not get, and for want of what', () => {
  const lacks: KnownLacks = {
    total: 1284,
    templates: [
      { template: 'first', lacks: [lack('First name', 38), lack('Product', 2)] },
      { template: 'second', lacks: [] },
      { template: 'third', lacks: [lack('Product', 1, ['b'])] },
    ],
    senders: ['first', 'second', 'third', 'first', 'first', 'first'].map((template, at) => ({
      node: `n${at}`,
      template,
    })),
    nameOf: (node) => `Send at ${node}`,
  };
  const found = rows({ lacks }).filter(({ key }) => key === 'lacks');
  expect(found.map(({ text }) => text)).toEqual([
    'Send at n0: 38 of 1,284 have no “First name” and would not get it',
    'Send at n2: 1 of 1,284 has no “Product” and would not get it',
    'Send at n3: 38 of 1,284 have no “First name” and would not get it',
    'Send at n4: 38 of 1,284 have no “First name” and would not get it',
    'And 1 more step lacks details of some people',
  ]);
  expect(found[0]).toMatchObject({
    tone: 'look',
    more: 'Also: 2 of 1,284 have no Product.',
    shows: { node: 'n0' },
  });
  expect(found[1]?.more).toBe('Only those whose variant is B.');
});
