/** What the server knows (`GET /meta`): kinds of steps, fields, events, templates and exits. The editor is drawn from it. */

import type { Field, Meta } from '../api/types';
import type { Language, LocalText } from '../i18n';
import type { JourneyNode, Json, Settings } from './document';
import type { NewStep } from './edits/addNode';

export type { Field, Language };
export type Labels = LocalText;

export const WIDGETS = [
  'text',
  'textarea',
  'number',
  'percent',
  'hundredths',
  'toggle',
  'choice',
  'choices',
  'duration',
  'time',
  'condition',
  'template',
  'event',
  'events',
  'branches',
  'arms',
  'outcomes',
  'shares',
  'field',
  'value',
  'tag',
  'fields',
  'mapping',
  'journey',
  'segment',
  'weekday',
  'money',
  'discounts',
  'date',
  'zone',
] as const;

export type Widget = (typeof WIDGETS)[number];

/** One setting of a kind: JSON Schema with the words and the widget that a form needs. */
export interface SettingSchema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: Json;
  readonly enum?: readonly Json[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: SettingSchema;
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly anyOf?: readonly SettingSchema[];
  /** `{"if": {"not": {"type": "null"}}, "then": …}` is how the server writes "that, or null". */
  readonly if?: { readonly not?: { readonly type?: string } };
  readonly then?: SettingSchema;
  readonly $ref?: string;
  readonly secret?: boolean;
  readonly widget?: string;
  readonly 'x-widget'?: string;
  readonly 'x-title'?: Labels;
  readonly 'x-help'?: Labels;
  readonly 'x-default'?: Labels;
  readonly 'x-labels'?: Readonly<Record<string, Labels>>;
  /** The setting is shown only while each setting that is named here has one of these values. */
  readonly 'x-when'?: Readonly<Record<string, readonly Json[]>>;
  /** Only fields that journeys may change are offered. */
  readonly 'x-writable'?: boolean;
  /** Only fields of these types are offered. */
  readonly 'x-types'?: readonly string[];
  /** Each way may say who goes it. */
  readonly 'x-with-condition'?: boolean;
  /** The setting that names the field whose value this is. */
  readonly 'x-for'?: string;
}

/**
 * How ports follow from settings, as data: one port, or one only while the setting `when` holds something,
 * or one for `each` item of a setting (a name whose label stands in `x-labels`, or an object with id and label).
 */
export interface PortRule {
  readonly name?: string | null;
  readonly labels?: Labels | null;
  readonly when?: string | null;
  readonly each?: string | null;
  /** The rule counts only while each setting that is named here has one of these values. */
  readonly only?: Readonly<Record<string, readonly Json[]>> | null;
}

export interface Kind {
  readonly name: string;
  readonly version: number;
  readonly category: string;
  /** What it sends its messages through, where it sends any. */
  readonly channel?: string | null;
  readonly icon: string;
  readonly color: string;
  readonly labels: Labels;
  readonly descriptions: Labels;
  readonly schema: SettingSchema & { readonly required?: readonly string[] };
  readonly ports: readonly PortRule[];
  readonly defaults?: Settings;
}

export type FieldType = Field['type'];

/** What the server knows, with the kinds' schemas read as such. */
export interface Catalog extends Omit<Meta, 'kinds'> {
  readonly kinds: readonly Kind[];
}

/** The API lists a kind as open JSON; this is the one place where it is taken for a kind. */
export function asCatalog(meta: Meta): Catalog {
  return { ...meta, kinds: meta.kinds as unknown as readonly Kind[] };
}

export function kindByName(catalog: Catalog, name: string): Kind | undefined {
  return catalog.kinds.find((kind) => kind.name === name);
}

/** The input of a setting; one that this studio does not know yet is drawn by what kind of value it is. */
export function widgetOf(schema: SettingSchema): Widget {
  const named = schema['x-widget'] ?? schema.widget;
  const known = WIDGETS.find((widget) => widget === named);
  if (known !== undefined) {
    return known;
  }
  if (schema.enum !== undefined) {
    return 'choice';
  }
  if (schema.type === 'boolean') {
    return 'toggle';
  }
  return schema.type === 'integer' || schema.type === 'number' ? 'number' : 'text';
}

/** Whether a setting may be left out (null). */
export function isNullable(schema: SettingSchema): boolean {
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  const orNull = schema.if?.not?.type === 'null';
  return orNull || types.includes('null') || (schema.anyOf ?? []).some((choice) => choice.type === 'null');
}

/** Whether each setting that is named has one of the values given. */
export function holdsAmong(wanted: Readonly<Record<string, readonly Json[]>> | null | undefined, settings: Settings) {
  return Object.entries(wanted ?? {}).every(([name, values]) => values.includes(settings[name] ?? null));
}

/** The settings that a form shows, as the others stand. */
export function shownSettings(kind: Kind, settings: Settings) {
  const whole = wholeSettings(kind, settings);
  return settingsOf(kind).filter(([, schema]) => holdsAmong(schema['x-when'], whole));
}

/** The settings with the defaults of those that a step does not have: its kind may have got them later. */
export function wholeSettings(kind: Kind, settings: Settings): Settings {
  return { ...defaultsOf(kind), ...settings };
}

/** A kind's settings by name, in the order in which its schema lists them. */
export function settingsOf(kind: Kind): readonly (readonly [string, SettingSchema])[] {
  return Object.entries(kind.schema.properties ?? {});
}

/** The settings that a new step of a kind starts with. */
export function defaultsOf(kind: Kind): Settings {
  if (kind.defaults !== undefined) {
    return kind.defaults;
  }
  const settings: Record<string, Json> = {};
  for (const [name, schema] of settingsOf(kind)) {
    if (schema.default !== undefined) {
      settings[name] = schema.default;
    }
  }
  return settings;
}

/** A new step; words that people read, such as why a journey ends, begin in the author's language. */
export function newStep(kind: Kind, language: Language): NewStep {
  const spoken = settingsOf(kind).flatMap(([name, schema]) => {
    const word = schema['x-default']?.[language];
    return word === undefined ? [] : [[name, word] as const];
  });
  return {
    kind: kind.name,
    kind_version: kind.version,
    settings: { ...defaultsOf(kind), ...Object.fromEntries(spoken) },
  };
}

/** The kinds that a palette offers: one start is enough for a journey. */
export function offeredKinds(catalog: Catalog, nodes: readonly JourneyNode[]): readonly Kind[] {
  const started = nodes.some((node) => kindByName(catalog, node.kind)?.category === 'start');
  return catalog.kinds.filter((kind) => !(started && kind.category === 'start'));
}
