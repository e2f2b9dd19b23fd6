import type { Json } from '../document';
import { asText } from '../settings';

/** One named way out; a share where people are parted by percentages. */
export interface NamedWay {
  readonly id: string;
  readonly label: string;
  readonly share?: number;
}

type JsonObject = { readonly [key: string]: Json };

export function asWays(value: Json | undefined): readonly NamedWay[] {
  if (!Array.isArray(value)) {
    return [];
  }
  return value.flatMap((item: Json) => {
    const object = typeof item === 'object' && item !== null && !Array.isArray(item) ? (item as JsonObject) : null;
    const id = asText(object?.['id']);
    if (object === null || id === '') {
      return [];
    }
    const share = object['share'];
    // What else a kind says of its ways goes along.
    const { share: _share, ...rest } = object;
    return [{ ...rest, id, label: asText(object['label']), ...(typeof share === 'number' ? { share } : {}) }];
  });
}

/** The ways with one more; its id is new, so that no link of another way is taken for its own. */
export function addWay(ways: readonly NamedWay[], way: Omit<NamedWay, 'id'>): readonly NamedWay[] {
  const taken = new Set(ways.map((known) => known.id));
  let number = ways.length + 1;
  while (taken.has(`way_${number}`)) {
    number += 1;
  }
  return [...ways, { id: `way_${number}`, ...way }];
}

export function totalShare(ways: readonly NamedWay[]): number {
  return ways.reduce((sum, way) => sum + (way.share ?? 0), 0);
}

/** The same ways with shares that differ by one at most and make up 100. */
export function shareEqually(ways: readonly NamedWay[]): readonly NamedWay[] {
  const even = Math.floor(100 / ways.length);
  const left = 100 - even * ways.length;
  return ways.map((way, index) => ({ ...way, share: even + (index < left ? 1 : 0) }));
}

export function waysToJson(ways: readonly NamedWay[]): Json {
  return ways as unknown as Json;
}
