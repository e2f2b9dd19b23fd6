/** What a step does, in one sentence, in the language of the person who reads. */

import { type Kind, type Language, type SettingSchema, settingsOf, widgetOf } from './catalog';
import { conditionAsSentence } from './conditions/inWords';
import type { Duration, Json, Settings } from './document';
import type { Reading, Words } from './reading';
import { asBranches, asCondition, asDuration, asStrings, asText } from './settings';

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

/** The value of one setting in words; empty where nothing is set. */
export function settingInWords(schema: SettingSchema, value: Json | undefined, reading: Reading): string {
  switch (widgetOf(schema)) {
    case 'duration': {
      const duration = asDuration(value);
      return duration === null ? '' : durationInWords(duration, reading.words);
    }
    case 'condition': {
      const condition = asCondition(value);
      return condition === null ? '' : conditionAsSentence(condition, reading);
    }
    case 'template':
      return asText(value) === '' ? '' : reading.words('quoted', { text: templateName(reading, asText(value)) });
    case 'events':
      return eventsInWords(schema, value, reading);
    case 'branches':
      return branchesInWords(value);
    case 'choice':
      return choiceInWords(schema, value, reading.language);
    case 'number':
      return typeof value === 'number' ? new Intl.NumberFormat(reading.language).format(value) : '';
    case 'text':
      return schema.secret === true ? '' : asText(value);
  }
}

/** The sentence on a card: what a kind's first setting says (and a time limit, where there is one), or what is missing. */
export function sentenceOf(kind: Kind, settings: Settings, reading: Reading): string {
  const parts = settingsOf(kind).map(([name, schema]) => ({
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
  const limit = others.find((part) => part.widget === 'duration' && part.text !== '');
  if (limit !== undefined) {
    return reading.words('with_limit', { what: first.text, limit: limit.text });
  }
  return first.text;
}
