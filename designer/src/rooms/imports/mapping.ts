import type { Field } from '../../api/types';
import { LANGUAGES, type Language } from '../../i18n';

/** Types that a field of one's own may have. */
export const OWN_TYPES = ['text', 'number', 'money', 'date', 'boolean'] as const;
export type OwnType = (typeof OWN_TYPES)[number];
export type Scope = 'debtor' | 'account';

/** Where one column goes. `labels`, `type` and `personal` belong to fields of one's own. */
export interface Target {
  readonly field: string;
  readonly type?: OwnType;
  readonly labels?: Partial<Record<Language, string>>;
  readonly personal?: boolean;
  readonly prefix?: string;
  /** Declared with this file; the field is made when the file is loaded. */
  readonly own: boolean;
}

export type Decimal = 'auto' | ',' | '.';
export type DateOrder = 'auto' | 'DMY' | 'MDY' | 'YMD';

/** A mapping while it is edited. A column that goes to null is left out. */
export interface MappingDraft {
  readonly columns: Readonly<Record<string, Target | null>>;
  /** What stands wherever the file says nothing, by field. */
  readonly defaults: Readonly<Record<string, string>>;
  readonly decimal: Decimal;
  readonly date: DateOrder;
}

type Json = Readonly<Record<string, unknown>>;

const CUSTOM_NAME = /^(debtor|account)\.[a-z][a-z0-9_]{0,39}$/;
const NAME_LIMIT = 40;

/** Facts that Cauce works out itself: no column may fill them. */
const COMPUTED = new Set(['account.paid', 'account.status', 'portfolio.name']);
/** Fields that several columns may fill together. */
const JOINED = new Set(['debtor.email', 'debtor.mobile', 'debtor.postal']);

/** Reads the server's form of a mapping; a column that it does not name is left out. */
export function readMapping(json: Json, columns: readonly string[]): MappingDraft {
  const entries = isJson(json['columns']) ? json['columns'] : {};
  const formats = isJson(json['formats']) ? json['formats'] : {};
  const defaults = isJson(json['defaults']) ? json['defaults'] : {};
  return {
    columns: Object.fromEntries(columns.map((name) => [name, readTarget(entries[name])])),
    defaults: Object.fromEntries(Object.entries(defaults).map(([field, value]) => [field, String(value)])),
    decimal: formats['decimal'] === ',' || formats['decimal'] === '.' ? formats['decimal'] : 'auto',
    date: isDateOrder(formats['date']) ? formats['date'] : 'auto',
  };
}

/** Writes a mapping in the server's form. */
export function writeMapping(draft: MappingDraft): Record<string, unknown> {
  const columns = Object.entries(draft.columns).map(([name, target]) => [name, target && writeTarget(target)]);
  const defaults = Object.entries(draft.defaults).filter(([, value]) => value !== '');
  return {
    columns: Object.fromEntries(columns),
    defaults: Object.fromEntries(defaults),
    formats: { decimal: draft.decimal, date: draft.date },
  };
}

/** What still keeps a mapping from being loaded. */
export type Lack =
  | { readonly code: 'refMissing' | 'amountMissing' | 'amountTwice' | 'currencyMissing' }
  | { readonly code: 'fieldTwice'; readonly field: string; readonly first: string; readonly second: string };

/** Everything that a mapping lacks, in the order in which one mends it. */
export function lacks(draft: MappingDraft): readonly Lack[] {
  const mapped = new Set(Object.values(draft.columns).flatMap((target) => (target ? [target.field] : [])));
  const given = new Set(Object.keys(draft.defaults).filter((field) => draft.defaults[field] !== ''));
  const filled = (field: string) => mapped.has(field) || given.has(field);
  const found: Lack[] = [];
  if (!mapped.has('account.ref')) found.push({ code: 'refMissing' });
  if (!mapped.has('account.principal') && !mapped.has('account.balance')) found.push({ code: 'amountMissing' });
  if (filled('account.principal') && filled('account.balance')) found.push({ code: 'amountTwice' });
  if (!filled('account.currency') && !filled('debtor.jurisdiction')) found.push({ code: 'currencyMissing' });
  return [...found, ...twice(draft)];
}

function twice(draft: MappingDraft): readonly Lack[] {
  const first = new Map<string, string>();
  const found: Lack[] = [];
  for (const [column, target] of Object.entries(draft.columns)) {
    if (!target || JOINED.has(target.field)) continue;
    const before = first.get(target.field);
    if (before === undefined) first.set(target.field, column);
    else found.push({ code: 'fieldTwice', field: target.field, first: before, second: column });
  }
  return found;
}

/** The draft with one column sent elsewhere. */
export function sendTo(draft: MappingDraft, column: string, target: Target | null): MappingDraft {
  return { ...draft, columns: { ...draft.columns, [column]: target } };
}

/** The fields of the registry that a file may fill. */
export function importable(fields: readonly Field[]): readonly Field[] {
  return fields.filter((field) => !COMPUTED.has(field.name));
}

/** A new field of one's own for a column, named after it; no other column's field and no known one is taken. */
export function ownTarget(column: string, scope: Scope, draft: MappingDraft, fields: readonly Field[]): Target {
  const others = Object.entries(draft.columns).flatMap(([name, target]) =>
    target && name !== column ? [target.field] : [],
  );
  const taken = new Set([...fields.map((field) => field.name), ...others]);
  const label = column.trim() || column;
  const base = fieldName(column);
  let name = base;
  for (let number = 2; taken.has(`${scope}.${name}`); number += 1) name = `${base.slice(0, NAME_LIMIT - 4)}_${number}`;
  return {
    field: `${scope}.${name}`,
    labels: Object.fromEntries(LANGUAGES.map((language) => [language, label])),
    personal: false,
    own: true,
  };
}

/** A column's name as a field is called: `emp_title`. */
export function fieldName(column: string): string {
  const plain = column.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const name = plain.replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  const started = /^[a-z]/.test(name) ? name : `c_${name}`;
  return started.slice(0, NAME_LIMIT).replace(/_+$/, '');
}

/** Whether a field of one's own may be called that. */
export function isFieldName(field: string): boolean {
  return CUSTOM_NAME.test(field);
}

function readTarget(entry: unknown): Target | null {
  if (typeof entry === 'string') return entry ? { field: entry, own: false } : null;
  if (!isJson(entry) || typeof entry['field'] !== 'string') return null;
  const { field, type, labels, personal, prefix } = entry;
  return {
    field,
    // An object may also only put a prefix before a known field's values.
    own: labels !== undefined || type !== undefined || personal !== undefined,
    ...(isOwnType(type) ? { type } : {}),
    ...(isJson(labels) ? { labels: readLabels(labels) } : {}),
    ...(typeof personal === 'boolean' ? { personal } : {}),
    ...(typeof prefix === 'string' && prefix ? { prefix } : {}),
  };
}

function readLabels(labels: Json): Partial<Record<Language, string>> {
  return Object.fromEntries(
    LANGUAGES.flatMap((language) => {
      const label = labels[language];
      return typeof label === 'string' ? [[language, label]] : [];
    }),
  );
}

function writeTarget({ own, labels, ...target }: Target): string | Json {
  if (!own) return target.prefix ? { field: target.field, prefix: target.prefix } : target.field;
  const said = Object.entries(labels ?? {}).filter(([, label]) => label.trim() !== '');
  return { ...target, ...(said.length > 0 ? { labels: Object.fromEntries(said) } : {}) };
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOwnType(value: unknown): value is OwnType {
  return OWN_TYPES.some((type) => type === value);
}

function isDateOrder(value: unknown): value is DateOrder {
  return value === 'auto' || value === 'DMY' || value === 'MDY' || value === 'YMD';
}
