import { minorDigits } from './currencies';
import type { Language } from './index';

/** How a point in time is written: a day, a day with its time, or the short form for tight places. */
export type TimeStyle = 'date' | 'dateTime' | 'short';

const STYLES: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  dateTime: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  short: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
};

/** Spanish would write 1284 without its point, right beside 10.000. */
const GROUPED = { useGrouping: 'always' } as const;

const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function keep<F extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => F): F {
  const known = kept.get(key);
  if (known) return known as F;
  const made = make();
  kept.set(key, made);
  return made;
}

/** An amount of minor units as the language writes it; a code that is no currency is written behind the number. */
export function formatMoney(minor: number, currency: string, language: Language): string {
  const digits = minorDigits(currency);
  const amount = minor / 10 ** digits;
  const fractions = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  if (!/^[A-Za-z]{3}$/.test(currency)) {
    return `${keep(`number ${language}`, () => new Intl.NumberFormat(language, GROUPED)).format(amount)} ${currency}`.trim();
  }
  const format = keep(`money ${language} ${currency}`, () => {
    return new Intl.NumberFormat(language, { style: 'currency', currency, ...fractions, ...GROUPED });
  });
  return format.format(amount);
}

/** A plain number with the language's separators. */
export function formatNumber(value: number, language: Language): string {
  return keep(`number ${language}`, () => new Intl.NumberFormat(language, GROUPED)).format(value);
}

/** A moment (ISO 8601, UTC) in the reader's own zone, or a bare day (YYYY-MM-DD) as that day everywhere. */
export function formatTime(value: string | Date, style: TimeStyle, language: Language): string {
  const bareDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
  const moment = value instanceof Date ? value : new Date(value);
  if (Number.isNaN(moment.getTime())) return String(value);
  const used = bareDay ? 'date' : style;
  const format = keep(`time ${language} ${used} ${bareDay}`, () => {
    return new Intl.DateTimeFormat(language, { ...STYLES[used], ...(bareDay ? { timeZone: 'UTC' } : {}) });
  });
  return format.format(moment);
}

const SPANS = [
  { unit: 'day', seconds: 86_400, from: 2 * 86_400 },
  { unit: 'hour', seconds: 3_600, from: 2 * 3_600 },
  { unit: 'minute', seconds: 60, from: 60 },
  { unit: 'second', seconds: 1, from: 0 },
] as const;

/** A length of time in its largest sensible unit: 45 seconds, 12 minutes, 3 hours, 2 days. */
export function formatSpan(seconds: number, language: Language): string {
  const length = Math.max(0, seconds);
  const { unit, seconds: each } = SPANS.find(({ from }) => length >= from) ?? SPANS[3];
  const format = keep(`span ${language} ${unit}`, () => {
    return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 });
  });
  return format.format(Math.floor(length / each));
}

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A number of bytes in its largest sensible unit. */
export function formatBytes(bytes: number, language: Language): string {
  const step = Math.min(SIZES.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const unit = SIZES[step] ?? 'byte';
  const format = keep(`bytes ${language} ${unit}`, () => {
    return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 });
  });
  return format.format(bytes / 1_000 ** step);
}

/** Words in a row, with the language's "and" before the last. */
export function formatList(words: readonly string[], language: Language): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(words);
}
