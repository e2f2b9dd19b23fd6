/** Settings are JSON that anyone may have written: these readers take what fits and never fail. */

import type { BranchArm, Condition, Duration, DurationUnit, Json } from './document';

export const UNITS: readonly DurationUnit[] = ['minutes', 'hours', 'days', 'weeks'];

type JsonObject = { readonly [key: string]: Json };

function asObject(value: Json | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

export function asText(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function asStrings(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

export function asDuration(value: Json | undefined): Duration | null {
  const object = asObject(value);
  const amount = object?.['amount'];
  const unit = UNITS.find((known) => known === object?.['unit']);
  return typeof amount === 'number' && unit !== undefined ? { amount, unit } : null;
}

/** A condition, if the value has the shape of one at its outermost level. */
export function asCondition(value: Json | undefined): Condition | null {
  const object = asObject(value);
  if (object === null) {
    return null;
  }
  const known = Array.isArray(object['all']) || Array.isArray(object['any']) || asObject(object['not']) !== null;
  const rule = typeof object['field'] === 'string' || typeof object['event'] === 'string';
  return known || rule ? (object as unknown as Condition) : null;
}

export function asBranches(value: Json | undefined): readonly BranchArm[] {
  if (!Array.isArray(value)) {
    return [];
  }
  return value.flatMap((item: Json) => {
    const object = asObject(item);
    const id = asText(object?.['id']);
    return object === null || id === ''
      ? []
      : [{ id, label: asText(object['label']) || id, when: asCondition(object['when']) }];
  });
}

/** Plain JSON of a typed value, to be put into settings. */
export function toJson(value: Condition | Duration | readonly BranchArm[] | null): Json {
  return value as unknown as Json;
}
