import type { Field } from '../catalog';
import type { Comparison, Condition, DatePart, Json } from '../document';
import { withCapital } from '../names';
import type { Reading, Words } from '../reading';
import { dayKind, daysFromToday, nameOfPart } from './days';
import { asGroup, isComparison, isHappening, isRule } from './edit';
import { happeningInWords } from './happened';
import { takesValue } from './operators';

const MINOR_UNITS = 100;

/** An amount of minor units (cents) as people write it. */
export function moneyInWords(minor: number, language: string): string {
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: minor % MINOR_UNITS === 0 ? 0 : 2,
    maximumFractionDigits: 2,
    useGrouping: 'always',
  }).format(minor / MINOR_UNITS);
}

/** A day of the calendar (`2026-03-01`) as people write it. */
export function dateInWords(value: string, language: string): string {
  const date = new Date(`${value}T00:00:00Z`);
  return Number.isNaN(date.getTime())
    ? value
    : new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(date);
}

const NEAR = new Map([
  [-1, 'day.yesterday'],
  [0, 'day.today'],
  [1, 'day.tomorrow'],
]);

/** A day counted from today: `hace 3 días`. */
function dayInWords(days: number, words: Words): string {
  const near = NEAR.get(days);
  return near === undefined ? words(days < 0 ? 'day.ago' : 'day.ahead', { count: Math.abs(days) }) : words(near);
}

function partValueInWords(part: DatePart, value: Json | undefined, language: string): string {
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => partValueInWords(part, item, language));
    return new Intl.ListFormat(language, { type: 'disjunction' }).format(items) || '…';
  }
  return typeof value === 'number' ? (nameOfPart(part, value, language) ?? String(value)) : '…';
}

function valueInWords(value: Json | undefined, field: Field | undefined, reading: Reading): string {
  const { language, words } = reading;
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => valueInWords(item, field, reading));
    return new Intl.ListFormat(language, { type: 'disjunction' }).format(items);
  }
  const days = daysFromToday(value);
  if (days !== null) {
    return dayInWords(days, words);
  }
  if (typeof value === 'boolean') {
    return words(value ? 'yes' : 'no');
  }
  if (typeof value === 'number') {
    return field?.type === 'money' ? moneyInWords(value, language) : new Intl.NumberFormat(language).format(value);
  }
  if (typeof value !== 'string' || value === '') {
    return '…';
  }
  return field?.type === 'date' ? dateInWords(value, language) : words('quoted', { text: value });
}

function comparisonInWords(rule: Comparison, reading: Reading): string {
  const field = reading.catalog.fields.find((known) => known.name === rule.field);
  const name = field?.labels[reading.language] ?? rule.field;
  const label = rule.part === undefined ? name : `${name} (${reading.words(`part.${rule.part}`)})`;
  if (typeof rule.value === 'boolean' && (rule.op === 'eq' || rule.op === 'ne')) {
    return rule.value === (rule.op === 'eq') ? label : `${label}: ${reading.words('no')}`;
  }
  const operator = operatorInWords(rule.op, field, reading, rule);
  if (!takesValue(rule.op)) {
    return `${label} ${operator}`;
  }
  const value =
    rule.part === undefined
      ? valueInWords(rule.value, field, reading)
      : partValueInWords(rule.part, rule.value, reading.language);
  return `${label} ${operator} ${value}`;
}

const ORDERED = ['gt', 'gte', 'lt', 'lte'];

/** An operator in words that suit the field and what it is compared with: a date is "before", an amount "less than". */
export function operatorInWords(
  op: string,
  field: Field | undefined,
  { words }: Reading,
  { part, value }: { readonly part?: DatePart; readonly value?: Json } = {},
): string {
  if (!ORDERED.includes(op)) {
    return words(`op.${op}`);
  }
  if (part !== undefined) {
    return words(part === 'weekday' || part === 'month' ? `op.near_${op}` : `op.${op}`);
  }
  if (field?.type !== 'date') {
    return words(`op.${op}`);
  }
  return words(dayKind(value) === 'fixed' ? `op.date_${op}` : `op.near_${op}`);
}

/** A condition as one sentence; groups within groups stand in brackets. */
export function conditionInWords(condition: Condition, reading: Reading): string {
  if (isComparison(condition)) {
    return comparisonInWords(condition, reading);
  }
  if (isHappening(condition)) {
    return happeningInWords(condition, reading);
  }
  const group = asGroup(condition);
  const type = group.mode === 'all' ? 'conjunction' : 'disjunction';
  const items = group.rules.map((rule) => {
    const text = conditionInWords(rule, reading);
    return isRule(rule) || asGroup(rule).rules.length < 2 ? text : `(${text})`;
  });
  const sentence = new Intl.ListFormat(reading.language, { type }).format(items);
  return group.negated ? reading.words('not', { what: sentence }) : sentence;
}

/** A condition as a sentence that stands alone: it begins with a capital letter. */
export function conditionAsSentence(condition: Condition, reading: Reading): string {
  const text = conditionInWords(condition, reading);
  return withCapital(text);
}
