import type { Field } from '../../api/types';
import type { Writer } from '../../i18n/use';

type Row = Readonly<Record<string, unknown>>;

/** Under this name a row says its number in the file. */
export const ROW = '_row';

const CURRENCY = 'account.currency';

/** Every field that any of the rows fills, in the order in which they first appear. */
export function fieldsOf(rows: readonly Row[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** One value as it would be loaded; money is in minor units of the row's currency. */
export function cellText(
  row: Row,
  name: string,
  fields: readonly Field[],
  writer: Writer,
  words: { readonly yes: string; readonly no: string },
): string {
  const value = row[name];
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  const type = fields.find((field) => field.name === name)?.type;
  const currency = row[CURRENCY];
  if (type === 'money' && typeof value === 'number' && typeof currency === 'string') {
    return writer.money(value, currency);
  }
  if (type === 'date' && typeof value === 'string') return writer.time(value, 'date');
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
