import type { Field } from '../catalog';
import type { Comparison, Condition, Happening, Json } from '../document';
import type { Reading } from '../reading';
import { asGroup, isComparison, isHappening, isLeaf } from './edit';
import { takesValue } from './operators';
import { daysFromToday } from './values';

const MINOR_UNITS = 100;

/** An amount of minor units (cents) as people write it. */
export function moneyInWords(minor: number, language: string): string {
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: minor % MINOR_UNITS === 0 ? 0 : 2,
    maximumFractionDigits: 2,
    useGrouping: 'always',
  }).format(minor / MINOR_UNITS);
}

function dateInWords(value: string, language: string): string {
  const date = new Date(`${value}T00:00:00Z`);
  return Number.isNaN(date.getTime())
    ? value
    : new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(date);
}

function valueInWords(value: Json | undefined, field: Field | undefined, reading: Reading): string {
  const { language, words } = reading;
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => valueInWords(item, field, reading));
    return new Intl.ListFormat(language, { type: 'disjunction' }).format(items);
  }
  if (typeof value === 'boolean') {
    return words(value ? 'yes' : 'no');
  }
  if (typeof value === 'number') {
    return field?.type === 'money' ? moneyInWords(value, language) : new Intl.NumberFormat(language).format(value);
  }
  const days = daysFromToday(value);
  if (days !== null) {
    return words(days < 0 ? 'days_ago' : 'days_ahead', { count: Math.abs(days) });
  }
  if (typeof value !== 'string' || value === '') {
    return '…';
  }
  return field?.type === 'date' ? dateInWords(value, language) : words('quoted', { text: value });
}

function comparisonInWords(rule: Comparison, reading: Reading): string {
  const field = reading.catalog.fields.find((known) => known.name === rule.field);
  const name = field?.labels[reading.language] ?? rule.field;
  const label = rule.part === undefined ? name : reading.words(`part.${rule.part}`, { field: name });
  const operator = operatorInWords(rule.op, field, reading);
  return takesValue(rule.op)
    ? `${label} ${operator} ${valueInWords(rule.value, field, reading)}`
    : `${label} ${operator}`;
}

/** An operator in words that suit the field: a date is "before", an amount "less than". */
export function operatorInWords(op: string, field: Field | undefined, { words }: Reading): string {
  const ordered = ['gt', 'gte', 'lt', 'lte'].includes(op);
  return words(field?.type === 'date' && ordered ? `op.date_${op}` : `op.${op}`);
}

function happeningInWords(rule: Happening, { catalog, language, words }: Reading): string {
  const name = catalog.events.find((event) => event.name === rule.event)?.labels[language] ?? rule.event;
  const values = { event: name, often: `${words(`op.${rule.op}`)} ${rule.value}` };
  const within = rule.within ?? null;
  return within === null
    ? words('happened_ever', values)
    : words('happened', { ...values, within: words(`unit.${within.unit}`, { count: within.amount }) });
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
    return isLeaf(rule) || asGroup(rule).rules.length < 2 ? text : `(${text})`;
  });
  const sentence = new Intl.ListFormat(reading.language, { type }).format(items);
  return group.negated ? reading.words('not', { what: sentence }) : sentence;
}
