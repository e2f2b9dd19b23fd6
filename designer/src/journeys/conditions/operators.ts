/** Which comparisons make sense for a field, and what a value of it starts as. */

import type { FieldType } from '../catalog';
import type { ComparisonOp, Json } from '../document';

const EMPTINESS = ['is_empty', 'is_not_empty'] as const;
const ORDERED = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', ...EMPTINESS] as const;

const OPERATORS: Readonly<Record<FieldType, readonly ComparisonOp[]>> = {
  text: ['eq', 'ne', 'in', 'not_in', 'contains', 'starts_with', ...EMPTINESS],
  number: ORDERED,
  money: ['gt', 'gte', 'lt', 'lte', 'eq', 'ne', ...EMPTINESS],
  date: ['lt', 'lte', 'gt', 'gte', 'eq', 'ne', ...EMPTINESS],
  boolean: ['eq', ...EMPTINESS],
  tags: ['has', 'has_not', ...EMPTINESS],
};

/** How a number of happenings is compared. */
export const COUNTED = ['gte', 'eq', 'lte', 'gt', 'lt', 'ne'] as const satisfies readonly ComparisonOp[];

export function operatorsFor(type: FieldType): readonly ComparisonOp[] {
  return OPERATORS[type];
}

export function takesValue(op: ComparisonOp): boolean {
  return op !== 'is_empty' && op !== 'is_not_empty';
}

export function takesList(op: ComparisonOp): boolean {
  return op === 'in' || op === 'not_in';
}

/** The value that a comparison has before anybody typed one. */
export function emptyValue(type: FieldType, op: ComparisonOp): Json {
  if (takesList(op)) {
    return [];
  }
  switch (type) {
    case 'boolean':
      return true;
    case 'number':
    case 'money':
      return 0;
    default:
      return '';
  }
}
