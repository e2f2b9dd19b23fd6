/** Which comparisons make sense for a field, and what a value of it starts as. */

import type { FieldType } from '../catalog';
import type { ComparisonOp, DatePart, Json } from '../document';

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

const OF_PART: Readonly<Record<DatePart, readonly ComparisonOp[]>> = {
  weekday: ['in', 'not_in', 'eq', 'ne'],
  month: ['in', 'not_in', 'eq', 'ne'],
  day: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'],
  year: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'],
};

export function operatorsFor(type: FieldType, part?: DatePart | null): readonly ComparisonOp[] {
  return part === undefined || part === null ? OPERATORS[type] : OF_PART[part];
}

export function takesValue(op: ComparisonOp): boolean {
  return op !== 'is_empty' && op !== 'is_not_empty';
}

export function takesList(op: ComparisonOp): boolean {
  return op === 'in' || op === 'not_in';
}

/** The value that a comparison has before anybody typed one. */
export function emptyValue(type: FieldType, op: ComparisonOp, part?: DatePart | null): Json {
  if (takesList(op)) {
    return [];
  }
  if (part !== undefined && part !== null) {
    return part === 'year' ? new Date().getFullYear() : 1;
  }
  switch (type) {
    case 'boolean':
      return true;
    case 'number':
    case 'money':
      return 0;
    case 'date':
      return { today: 0 };
    default:
      return '';
  }
}
