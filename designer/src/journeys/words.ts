/** What a step does, in one sentence, in the language of the person who reads. */

import { type Kind, type Language, type SettingSchema, shownSettings, type Widget, widgetOf } from './catalog';
import { conditionAsSentence } from './conditions/inWords';
import type { Duration, Json, Settings } from './document';
import { asMapping } from './form/mapping';
import { asWays } from './form/ways';
import type { Reading, Words } from './reading';
import { asBranches, asCondition, asDuration, asStrings, asText } from './settings';

/** How many settings the sentence on a card tells. */
const MOST_PARTS = 3;

export function durationInWords(duration: Duration, words: Words): string {
  return words(`unit.${duration.unit}`, { count: duration.amount });
}

export function listInWords(items: readonly string[], language: Language, type: 'conjunction' | 'disjunction'): string {
  return new Intl.ListFormat(language, { type, style: 'long' }).format(items);
}

/** What a schema calls one of its values; the value itself where it says nothing. */
export function valueLabel(schema: SettingSchema, value: string, language: Language): string {
  return schema['x-labels']?.[value]?.[language] ?? value;
}

export function templateName({ catalog, language }: Reading, key: string): string {
  return catalog.templates.find((template) => template.key === key)?.name[language] ?? key;
}

function exceptFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase() + text.slice(1);
}

function branchesInWords(value: Json | undefined): string {
  return asBranches(value)
    .map((arm) => arm.label)
    .join(' · ');
}

function eventsInWords(schema: SettingSchema, value: Json | undefined, { language }: Reading): string {
  const labels = asStrings(value).map((name, index) => {
    const label = valueLabel(schema, name, language);
    return index === 0 ? label : exceptFirst(label);
  });
  return listInWords(labels, language, 'disjunction');
}

function choiceInWords(schema: SettingSchema, value: Json | undefined, language: Language): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return valueLabel(schema, text, language);
}

type InWords = (value: Json | undefined, reading: Reading, schema: SettingSchema) => string;

const text: InWords = (value, _reading, schema) => (schema.secret === true ? '' : asText(value));
const choice: InWords = (value, reading, schema) => choiceInWords(schema, value, reading.language);
const named: InWords = (value) =>
  asWays(value)
    .map((way) => (way.share === undefined ? way.label : `${way.label} ${way.share} %`))
    .join(' · ');
const numbered: InWords = (value) => (typeof value === 'number' ? `n.º ${value}` : '');

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
  events: (value, reading, schema) => eventsInWords(schema, value, reading),
  event: (value, reading) => eventName(reading, asText(value)),
  branches: (value) => branchesInWords(value),
  arms: named,
  outcomes: named,
  shares: named,
  choice,
  choices: (value, { language }, schema) =>
    listInWords(
      asStrings(value).map((name) => valueLabel(schema, name, language)),
      language,
      'conjunction',
    ),
  number: (value, { language }) => (typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : ''),
  percent: (value) => (typeof value === 'number' ? `${value} %` : ''),
  toggle: (value, { words }) => words(value === true ? 'form.yes' : 'form.no'),
  field: (value, reading) => fieldName(reading, asText(value)),
  fields: (value, reading) =>
    listInWords(
      asStrings(value).map((name) => fieldName(reading, name)),
      reading.language,
      'conjunction',
    ),
  mapping: (value, reading) =>
    asMapping(value)
      .map((row) => fieldName(reading, row.to))
      .join(' · '),
  value: (value) => (value === null || value === undefined ? '' : String(value)),
  journey: numbered,
  segment: numbered,
  text,
  textarea: text,
  tag: text,
  time: text,
};

/** The value of one setting in words; empty where nothing is set. */
export function settingInWords(schema: SettingSchema, value: Json | undefined, reading: Reading): string {
  return IN_WORDS[widgetOf(schema)](value, reading, schema);
}

function eventName({ catalog, language }: Reading, name: string): string {
  return catalog.events.find((event) => event.name === name)?.labels[language] ?? name;
}

function fieldName({ catalog, language }: Reading, name: string): string {
  return catalog.fields.find((field) => field.name === name)?.labels[language] ?? name;
}

/** The sentence on a card: what a kind's first setting says (and a time limit, where there is one), or what is missing. */
export function sentenceOf(kind: Kind, settings: Settings, reading: Reading): string {
  const parts = shownSettings(kind, settings).map(([name, schema]) => ({
    widget: widgetOf(schema),
    text: settingInWords(schema, settings[name], reading),
  }));
  const [first, ...others] = parts;
  if (first === undefined) {
    return '';
  }
  if (first.text === '') {
    return reading.words(`nothing_set.${kind.category}`);
  }
  if (first.widget === 'choice') {
    const told = others.filter((part) => part.text !== '' && part.widget !== 'toggle').map((part) => part.text);
    return told.length === 0 ? first.text : told.slice(0, MOST_PARTS).join(' · ');
  }
  const limit = others.find((part) => part.widget === 'duration' && part.text !== '');
  if (limit !== undefined) {
    return reading.words('with_limit', { what: first.text, limit: limit.text });
  }
  return first.text;
}
