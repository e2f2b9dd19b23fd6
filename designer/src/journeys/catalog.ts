/** What the server knows (`GET /meta`): kinds of steps, fields, events, templates and exits. The editor is drawn from it. */

import type { JourneyNode, Json, Settings } from './document';
import type { NewStep } from './edits/addNode';

export type Language = 'es' | 'en';
export type Labels = Readonly<Record<Language, string>>;

export type Widget = 'text' | 'number' | 'duration' | 'condition' | 'template' | 'events' | 'choice' | 'branches';

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
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: SettingSchema;
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly anyOf?: readonly SettingSchema[];
  readonly oneOf?: readonly SettingSchema[];
  readonly secret?: boolean;
  readonly widget?: Widget;
  readonly 'x-widget'?: Widget;
  readonly 'x-title'?: Labels;
  readonly 'x-help'?: Labels;
  readonly 'x-labels'?: Readonly<Record<string, Labels>>;
}

export interface KindPort {
  readonly name: string;
  readonly labels: Labels;
}

export interface Kind {
  readonly name: string;
  readonly version: number;
  readonly category: string;
  readonly icon: string;
  readonly color: string;
  readonly labels: Labels;
  readonly descriptions: Labels;
  readonly schema: SettingSchema & { readonly required?: readonly string[] };
  /** The ports that a step has with the kind's defaults. */
  readonly ports?: readonly KindPort[];
}

export type FieldType = 'text' | 'number' | 'money' | 'date' | 'boolean';

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly labels: Labels;
  readonly sample?: Json;
  readonly scope?: string;
}

export interface EventKind {
  readonly name: string;
  readonly labels: Labels;
}

export interface TemplateChoice {
  readonly key: string;
  readonly channel: string;
  readonly name: Labels;
  readonly languages: readonly string[];
}

export interface Catalog {
  readonly kinds: readonly Kind[];
  readonly fields: readonly Field[];
  readonly events: readonly EventKind[];
  readonly templates: readonly TemplateChoice[];
  readonly exits: readonly (string | { readonly name: string; readonly labels: Labels })[];
}

export function kindByName(catalog: Catalog, name: string): Kind | undefined {
  return catalog.kinds.find((kind) => kind.name === name);
}

export function widgetOf(schema: SettingSchema): Widget {
  const named = schema['x-widget'] ?? schema.widget;
  if (named !== undefined) {
    return named;
  }
  if (schema.enum !== undefined) {
    return 'choice';
  }
  return schema.type === 'integer' || schema.type === 'number' ? 'number' : 'text';
}

/** Whether a setting may be left out (null). */
export function isNullable(schema: SettingSchema): boolean {
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return types.includes('null') || choices.some((choice) => choice.type === 'null');
}

/** A kind's settings by name, in the order in which its schema lists them. */
export function settingsOf(kind: Kind): readonly (readonly [string, SettingSchema])[] {
  return Object.entries(kind.schema.properties ?? {});
}

/** The settings that a new step of a kind starts with. */
export function defaultsOf(kind: Kind): Settings {
  const settings: Record<string, Json> = {};
  for (const [name, schema] of settingsOf(kind)) {
    if (schema.default !== undefined) {
      settings[name] = schema.default;
    }
  }
  return settings;
}

export function newStep(kind: Kind): NewStep {
  return { kind: kind.name, kind_version: kind.version, settings: defaultsOf(kind) };
}

/** The kinds that a palette offers: one start is enough for a journey. */
export function offeredKinds(catalog: Catalog, nodes: readonly JourneyNode[]): readonly Kind[] {
  const started = nodes.some((node) => kindByName(catalog, node.kind)?.category === 'start');
  return catalog.kinds.filter((kind) => !(started && kind.category === 'start'));
}
