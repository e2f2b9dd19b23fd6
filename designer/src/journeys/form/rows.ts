/** A setting that is a list of figures, or of small objects, as rows of a form. */

import type { SettingSchema } from '../catalog';
import type { Json } from '../document';

export type Row = { readonly [key: string]: Json };

/** The name of the only column of a list of plain figures. */
const PLAIN = 'value';

export interface Column {
  readonly name: string;
  readonly schema: SettingSchema;
}

function isPlain(schema: SettingSchema): boolean {
  return schema.items?.properties === undefined;
}

/** What each row asks for; ids are given, not typed. */
export function columnsOf(schema: SettingSchema): readonly Column[] {
  if (isPlain(schema)) {
    return [{ name: PLAIN, schema: schema.items ?? {} }];
  }
  return Object.entries(schema.items?.properties ?? {})
    .filter(([name]) => name !== 'id')
    .map(([name, column]) => ({ name, schema: column }));
}

export function asRows(value: Json | undefined, schema: SettingSchema): readonly Row[] {
  if (!Array.isArray(value)) {
    return [];
  }
  return value.flatMap((item: Json): readonly Row[] => {
    if (isPlain(schema)) {
      return [{ [PLAIN]: item }];
    }
    return typeof item === 'object' && item !== null && !Array.isArray(item) ? [item as Row] : [];
  });
}

export function rowsToJson(rows: readonly Row[], schema: SettingSchema): Json {
  return isPlain(schema) ? rows.map((row) => row[PLAIN] ?? null) : rows;
}

/** The rows with an empty one more; its id, where rows have one, was never given to another. */
export function addRow(rows: readonly Row[], schema: SettingSchema): readonly Row[] {
  const empty = Object.fromEntries(
    columnsOf(schema).map(({ name, schema: column }): [string, Json] => [
      name,
      column.default ?? (column.type === 'string' ? '' : (column.minimum ?? 0)),
    ]),
  );
  if (schema.items?.properties?.['id'] === undefined) {
    return [...rows, empty];
  }
  const taken = new Set(rows.map((row) => row['id']));
  let number = rows.length + 1;
  while (taken.has(`row_${number}`)) {
    number += 1;
  }
  return [...rows, { id: `row_${number}`, ...empty }];
}
