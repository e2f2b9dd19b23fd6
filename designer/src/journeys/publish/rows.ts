/** The checklist as data: each row is one thing to know before publishing. The proof and the simulation add theirs here. */

import type { Impact, Outlook } from '../../api/types';
import type { Writer } from '../../i18n/use';
import { countProblems, type Problem } from '../problems';
import type { Words } from '../reading';
import { type KnownLacks, lackRows } from './lackRows';

export type RowKey =
  | 'problems'
  | 'warnings'
  | 'lacks'
  | 'audience'
  | 'first'
  | 'messages'
  | 'cost'
  | 'most'
  | 'version';

/** What a row says of publishing: go ahead, have a look, not like this, or nothing either way. */
export type Tone = 'good' | 'look' | 'bad' | 'plain';

export interface CheckRow {
  readonly key: RowKey;
  readonly tone: Tone;
  readonly text: string;
  /** What else there is to say, in small. */
  readonly more?: string;
  /** A way to the problems, or to the step that it is about. */
  readonly shows?: 'problems' | { readonly node: string };
}

export interface Known {
  readonly problems: readonly Problem[];
  /** Undefined while it is looked at, null while the draft cannot be run. */
  readonly outlook: Outlook | null | undefined;
  readonly impact: Impact | null;
  /** Whom messages would not reach; null while it is not known. */
  readonly lacks: KnownLacks | null;
  /** The number that the version will have. */
  readonly version: number;
}

/** How many days of first messages are told one by one. */
const MOST_DAYS = 3;

/** What to know before publishing, in the order in which it is told. */
export function checkRows(known: Known, words: Words, writer: Writer): readonly CheckRow[] {
  const { outlook, impact, version } = known;
  return [
    ...problemRows(known.problems, words),
    ...lackRows(known.lacks, words, writer),
    ...(outlook ? outlookRows(outlook, words, writer) : []),
    ...mostRow(impact, words),
    { key: 'version', tone: 'plain', text: words('publish.checkVersion', { number: version }) },
  ];
}

function problemRows(problems: readonly Problem[], words: Words): readonly CheckRow[] {
  const { errors, warnings } = countProblems(problems);
  const shows = 'problems' as const;
  const first: CheckRow =
    errors === 0
      ? { key: 'problems', tone: 'good', text: words('publish.checkProblems') }
      : { key: 'problems', tone: 'bad', text: words('publish.checkErrors', { count: errors }), shows };
  const second: CheckRow = {
    key: 'warnings',
    tone: 'look',
    text: words('publish.checkWarnings', { count: warnings }),
    ...(errors === 0 ? { shows } : {}),
  };
  return warnings > 0 ? [first, second] : [first];
}

function outlookRows(outlook: Outlook, words: Words, writer: Writer): readonly CheckRow[] {
  const people = audienceRow(outlook, words, writer);
  if (outlook.rehearsed === 0) return [people];
  return [
    people,
    firstRow(outlook, words, writer),
    messagesRow(outlook, words, writer),
    costRow(outlook, words, writer),
  ];
}

function audienceRow({ people, enters, starts_at }: Outlook, words: Words, writer: Writer): CheckRow {
  if (people === 0) return { key: 'audience', tone: 'look', text: words('publish.checkNobody') };
  const when = starts_at === null ? '' : writer.time(starts_at);
  return { key: 'audience', tone: 'good', text: words(`publish.enters.${enters}`, { count: people, when }) };
}

function firstRow(outlook: Outlook, words: Words, writer: Writer): CheckRow {
  const { first, first_at, silent, people } = outlook;
  if (first_at === null)
    return { key: 'first', tone: 'look', text: words('publish.firstNever', { days: outlook.days }) };
  const told = first
    .slice(0, MOST_DAYS)
    .map(({ day, people: count }) => words('publish.firstDay', { day: writer.time(day), count }));
  const rest = first.slice(MOST_DAYS).reduce((sum, { people: count }) => sum + count, 0);
  const later = rest > 0 ? [words('publish.firstLater', { count: rest })] : [];
  const nobody = silent > 0 ? words('publish.silent', { count: silent }) : '';
  return {
    key: 'first',
    tone: silent > 0 && silent >= people ? 'look' : 'plain',
    text: words('publish.firstAt', { when: writer.time(first_at) }),
    more: [`${writer.list([...told, ...later])}.`, nobody].filter((part) => part !== '').join(' '),
  };
}

function messagesRow(outlook: Outlook, words: Words, writer: Writer): CheckRow {
  const { channels, days, people, rehearsed } = outlook;
  const total = channels.reduce((sum, { total: count }) => sum + count, 0);
  const each = channels.reduce((sum, { per_person: count }) => sum + count, 0);
  const parts = channels.map(({ channel, total: count }) =>
    words('publish.byChannel', { channel: channelWord(channel, words), amount: writer.number(count) }),
  );
  return {
    key: 'messages',
    tone: 'plain',
    text: words('publish.messages', { count: total, days, each: writer.number(Math.round(each / 100) / 10) }),
    more: [
      ...(parts.length > 0 ? [`${writer.list(parts)}.`] : []),
      words('publish.estimate', { rehearsed: writer.number(rehearsed), people: writer.number(people), days }),
    ].join(' '),
  };
}

function costRow(outlook: Outlook, words: Words, writer: Writer): CheckRow {
  const { currency, cost, channels, days } = outlook;
  if (currency === null) return { key: 'cost', tone: 'plain', text: words('publish.noPrices') };
  const priced = channels.flatMap(({ channel, cost: part }) =>
    part === null ? [] : [`${channelWord(channel, words)} ${writer.money(part, currency)}`],
  );
  const missing = channels.flatMap(({ channel, cost: part }) => (part === null ? [channelWord(channel, words)] : []));
  const sum = channels.reduce((all, { cost: part }) => all + (part ?? 0), 0);
  const without = missing.length > 0 ? words('publish.withoutPrice', { channels: writer.list(missing) }) : '';
  return {
    key: 'cost',
    tone: cost === null ? 'look' : 'plain',
    text: words('publish.cost', { amount: writer.money(sum, currency), days }),
    more: [priced.length > 1 ? `${writer.list(priced)}.` : '', without].filter((part) => part !== '').join(' '),
  };
}

function mostRow(impact: Impact | null, words: Words): readonly CheckRow[] {
  const most = impact?.forecast?.messages_per_day ?? 0;
  return most > 0 ? [{ key: 'most', tone: 'plain', text: words('publish.forecast', { count: most }) }] : [];
}

function channelWord(channel: string, words: Words): string {
  return words(`publish.channel.${channel}`);
}
