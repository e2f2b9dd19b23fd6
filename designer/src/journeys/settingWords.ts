/** What is set, in the words of the person who reads. */

import { type Field, type SettingSchema, type Widget, widgetOf } from './catalog';
import { nameOfPart } from './conditions/days';
import { conditionAsSentence, dateInWords, moneyInWords } from './conditions/inWords';
import type { Json, Settings } from './document';
import { eventName } from './events';
import { asMapping } from './form/mapping';
import { asRows } from './form/rows';
import { asWays } from './form/ways';
import { durationInWords, fieldName, listInWords, templateName, tokensInWords, valueLabel } from './names';
import type { Reading } from './reading';
import { asBranches, asCondition, asDuration, asStrings, asText } from './settings';

/** The setting that is read, and the others of its step: what a value means may hang on them. */
interface Around {
  readonly schema: SettingSchema;
  readonly settings: Settings;
}

type InWords = (value: Json | undefined, reading: Reading, around: Around) => string;

function exceptFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase() + text.slice(1);
}

const events: InWords = (value, reading, { schema }) => {
  const labels = asStrings(value).map((name, index) => {
    const label = eventName(name, reading, schema);
    return index === 0 ? label : exceptFirst(label);
  });
  return listInWords(labels, reading.language, 'disjunction');
};

const choice: InWords = (value, { language }, { schema }) =>
  typeof value === 'string' || typeof value === 'number' ? valueLabel(schema, String(value), language) : '';

const text: InWords = (value, reading, { schema }) =>
  schema.secret === true ? '' : tokensInWords(asText(value), reading);

const figure: InWords = (value, { language }) =>
  typeof value === 'number' ? new Intl.NumberFormat(language, { useGrouping: 'always' }).format(value) : '';

const money: InWords = (value, { language }) => (typeof value === 'number' ? moneyInWords(value, language) : '');

const named: InWords = (value) =>
  asWays(value)
    .map((way) => (way.share === undefined ? way.label : `${way.label} ${way.share} %`))
    .join(' · ');

const numbered: InWords = (value, { words }) =>
  typeof value === 'number' ? words('form.numbered', { id: value }) : '';

const yesOrNo: InWords = (value, { words }) =>
  typeof value === 'boolean' ? words(value ? 'form.yes' : 'form.no') : '';

const AS_FIELD: Readonly<Record<Field['type'], InWords>> = {
  text,
  tags: text,
  number: figure,
  money,
  boolean: yesOrNo,
  date: (value, { language }) => (asText(value) === '' ? '' : dateInWords(asText(value), language)),
};

const IN_WORDS: Readonly<Record<Widget, InWords>> = {
  duration: (value, { words }) => {
    const duration = asDuration(value);
    return duration === null ? '' : durationInWords(duration, words);
  },
  condition: (value, reading) => {
    const condition = asCondition(value);
    return condition === null ? '' : conditionAsSentence(condition, reading);
  },
  template: (value, reading) =>
    asText(value) === '' ? '' : reading.words('quoted', { text: templateName(reading, asText(value)) }),
  events,
  event: (value, reading, { schema }) => (asText(value) === '' ? '' : eventName(asText(value), reading, schema)),
  branches: (value) =>
    asBranches(value)
      .map((arm) => arm.label)
      .join(' · '),
  arms: named,
  outcomes: named,
  shares: named,
  choice,
  choices: (value, { language }, { schema }) =>
    listInWords(
      asStrings(value).map((name) => valueLabel(schema, name, language)),
      language,
      'conjunction',
    ),
  weekday: (value, reading, around) =>
    (typeof value === 'number' && around.schema.enum === undefined
      ? nameOfPart('weekday', value, reading.language)
      : null) ?? choice(value, reading, around),
  number: figure,
  money,
  percent: (value) => (typeof value === 'number' ? `${value} %` : ''),
  hundredths: (value, { language }) =>
    typeof value === 'number' ? `${new Intl.NumberFormat(language).format(value / 100)} %` : '',
  discounts: (value, _reading, { schema }) =>
    asRows(value, schema)
      .flatMap((row) => Object.values(row).filter((cell) => typeof cell === 'number'))
      .map((percent) => `${percent} %`)
      .join(' · '),
  toggle: yesOrNo,
  date: AS_FIELD.date,
  field: (value, reading) => (asText(value) === '' ? '' : fieldName(reading, asText(value))),
  fields: (value, reading) =>
    listInWords(
      asStrings(value).map((name) => fieldName(reading, name)),
      reading.language,
      'conjunction',
    ),
  mapping: (value, reading) =>
    asMapping(value)
      .map((row) => `${row.from} → ${fieldName(reading, row.to)}`)
      .join(' · '),
  value: (value, reading, around) => {
    const name = asText(around.settings[around.schema['x-for'] ?? '']);
    const field = reading.catalog.fields.find((known) => known.name === name);
    return AS_FIELD[field?.type ?? 'text'](value, reading, around);
  },
  journey: numbered,
  segment: numbered,
  zone: (value) => asText(value).replaceAll('_', ' '),
  text,
  textarea: text,
  tag: text,
  time: text,
};

/** The value of one setting in words; empty where nothing is set. */
export function settingInWords(
  schema: SettingSchema,
  value: Json | undefined,
  reading: Reading,
  settings: Settings = {},
): string {
  return IN_WORDS[widgetOf(schema)](value, reading, { schema, settings });
}
