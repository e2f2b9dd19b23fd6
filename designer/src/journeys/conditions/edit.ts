/** A condition as the editor shows it: groups of rules, edited by path, as pure functions. */

import type { Field } from '../catalog';
import type { Comparison, ComparisonOp, Condition, DatePart, Happening, Json, Rule } from '../document';
import { emptyValue, operatorsFor, takesList, takesValue } from './operators';

export type GroupMode = 'all' | 'any';

export interface Group {
  readonly mode: GroupMode;
  readonly negated: boolean;
  readonly rules: readonly Condition[];
}

export function isComparison(condition: Condition): condition is Comparison {
  return 'field' in condition;
}

export function isHappening(condition: Condition): condition is Happening {
  return 'event' in condition;
}

/** Whether a condition is one line of the editor, and no group. */
export function isRule(condition: Condition): condition is Rule {
  return isComparison(condition) || isHappening(condition);
}

/** The condition as a group; a single comparison is a group of one. */
export function asGroup(condition: Condition): Group {
  if ('not' in condition) {
    const inner = asGroup(condition.not);
    return { ...inner, negated: !inner.negated };
  }
  if ('all' in condition) {
    return { mode: 'all', negated: false, rules: condition.all };
  }
  if ('any' in condition) {
    return { mode: 'any', negated: false, rules: condition.any };
  }
  return { mode: 'all', negated: false, rules: [condition] };
}

/** The condition that a group stands for, or null where it holds no rule. */
export function fromGroup({ mode, negated, rules }: Group): Condition | null {
  if (rules.length === 0) {
    return null;
  }
  const group: Condition = mode === 'all' ? { all: rules } : { any: rules };
  return negated ? { not: group } : group;
}

export function newComparison(field: Field): Comparison {
  const op = operatorsFor(field.type)[0] ?? 'eq';
  return { field: field.name, op, value: emptyValue(field.type, op) };
}

/** Whether an email was opened in the last week: what people ask most. */
export function newHappening(): Happening {
  return { event: 'message_opened', op: 'gte', value: 1, within: { amount: 7, unit: 'days' }, channel: null };
}

/** A comparison of a part of a date, or of the whole date where there is none; it starts anew. */
export function withPart(rule: Comparison, part: DatePart | null): Comparison {
  const op = operatorsFor('date', part)[0] ?? 'eq';
  const value = emptyValue('date', op, part);
  return part === null ? { field: rule.field, op, value } : { field: rule.field, part, op, value };
}

/** A comparison with another field keeps its operator and value where they still fit. */
export function withField(rule: Comparison, field: Field, before: Field | undefined): Comparison {
  if (before?.type !== field.type) {
    return newComparison(field);
  }
  return { ...rule, field: field.name };
}

/** Turns one value into a list and back, and drops it where the operator takes none. */
export function withOperator(rule: Comparison, op: ComparisonOp, field: Field): Comparison {
  const kept = rule.part === undefined ? { field: rule.field } : { field: rule.field, part: rule.part };
  if (!takesValue(op)) {
    return { ...kept, op };
  }
  const value = rule.value;
  const isList = Array.isArray(value);
  if (value === undefined) {
    return { ...rule, op, value: emptyValue(field.type, op, rule.part) };
  }
  if (takesList(op) && !isList) {
    return {
      ...rule,
      op,
      value: typeof value === 'string' || typeof value === 'number' ? [value].filter((one) => one !== '') : [],
    };
  }
  if (!takesList(op) && isList) {
    return { ...rule, op, value: (value[0] as Json | undefined) ?? emptyValue(field.type, op, rule.part) };
  }
  return { ...rule, op };
}

export function replaceRule(group: Group, index: number, rule: Condition | null): Group {
  const rules = group.rules.flatMap((existing, place) => {
    if (place !== index) {
      return [existing];
    }
    return rule === null ? [] : [rule];
  });
  return { ...group, rules };
}
