/** The words that settings and sentences share. */

import type { Language, SettingSchema } from './catalog';
import type { Duration } from './document';
import type { Reading, Words } from './reading';

export function durationInWords(duration: Duration, words: Words): string {
  return words(`unit.${duration.unit}`, { count: duration.amount });
}

export function listInWords(items: readonly string[], language: Language, type: 'conjunction' | 'disjunction'): string {
  return new Intl.ListFormat(language, { type, style: 'long' }).format(items);
}

/** What a schema calls one of its values; the value itself where it says nothing. */
export function valueLabel(schema: SettingSchema, value: string, language: Language): string {
  return (schema['x-labels'] ?? schema.items?.['x-labels'])?.[value]?.[language] ?? value;
}

/** The same where it stands alone, as in a list: it begins with a capital letter. */
export function optionLabel(schema: SettingSchema, value: string, language: Language): string {
  return withCapital(valueLabel(schema, value, language));
}

/** Words as they stand at the beginning of a line. */
export function withCapital(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

export function templateName({ catalog, language }: Reading, key: string): string {
  return catalog.templates.find((template) => template.key === key)?.name[language] ?? key;
}

/** The name of a field as people know it. */
export function fieldName({ catalog, language }: Pick<Reading, 'catalog' | 'language'>, name: string): string {
  return catalog.fields.find((field) => field.name === name)?.labels[language] ?? name;
}

const TOKEN = /\{\{-?\s*([A-Za-z_][\w.]*)[^{}]*\}\}/g;

/** A text whose tokens read as the names of their fields, in square brackets. */
export function tokensInWords(text: string, reading: Pick<Reading, 'catalog' | 'language'>): string {
  return text.replace(TOKEN, (token: string, field: string) => {
    const name = fieldName(reading, field);
    return name === field ? token : `[${name}]`;
  });
}
