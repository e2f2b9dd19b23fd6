import type { Json } from '../document';
import { asText } from '../settings';

/** Where in an answer a value stands (a JSON pointer), and the field that it goes into. */
export interface MappingRow {
  readonly from: string;
  readonly to: string;
}

export function asMapping(value: Json | undefined): readonly MappingRow[] {
  if (!Array.isArray(value)) {
    return [];
  }
  return value.flatMap((item: Json) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      return [];
    }
    const row = item as { readonly [key: string]: Json };
    return [{ from: asText(row['from']), to: asText(row['to']) }];
  });
}

export function mappingToJson(rows: readonly MappingRow[]): Json {
  return rows as unknown as Json;
}
