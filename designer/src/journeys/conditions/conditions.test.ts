import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Field } from '../catalog';
import type { Condition, Happening } from '../document';
import { sampleCatalog } from '../sample';
import { readingIn } from '../testing';
import { dayKind, daysFromToday } from './days';
import {
  asGroup,
  fromGroup,
  newComparison,
  newHappening,
  replaceRule,
  withField,
  withOperator,
  withPart,
} from './edit';
import { OFTEN, oftenOf, withOften } from './happened';
import { conditionInWords } from './inWords';
import { operatorsFor } from './operators';
import { listFromTags, tagsFromList } from './values';

function field(name: string): Field {
  const found = sampleCatalog.fields.find((known) => known.name === name);
  if (found === undefined) {
    throw new Error(`The sample has no field ${name}.`);
  }
  return found;
}

const language = { field: 'debtor.language', op: 'eq', value: 'es' } as const;

describe('groups', () => {
  it('take a single comparison for a group of one, and give the same meaning back', () => {
    expect(fromGroup(asGroup(language))).toEqual({ all: [language] });
  });

  it.each([
    [{ all: [language] }],
    [{ any: [language, { all: [language] }] }],
    [{ not: { any: [language, language] } }],
  ])('come back as they were: %j', (condition) => {
    expect(fromGroup(asGroup(condition))).toEqual(condition);
  });

  it('are no condition any more when their last rule goes', () => {
    const group = asGroup({ all: [language] });
    expect(fromGroup(replaceRule(group, 0, null))).toBeNull();
  });
});

describe('a rule', () => {
  it('starts with an operator and a value that suit its field', () => {
    expect(newComparison(field('account.balance'))).toEqual({ field: 'account.balance', op: 'gt', value: 0 });
    expect(newComparison(field('debtor.protected'))).toEqual({ field: 'debtor.protected', op: 'eq', value: true });
    expect(newComparison(field('debtor.language'))).toEqual({ field: 'debtor.language', op: 'eq', value: '' });
  });

  it('starts anew on a field of another type, and keeps its value on one of the same', () => {
    expect(withField(language, field('account.balance'), field('debtor.language')).value).toBe(0);
    const other = { ...field('debtor.language'), name: 'debtor.jurisdiction' };
    expect(withField(language, other, field('debtor.language'))).toEqual({ ...language, field: 'debtor.jurisdiction' });
  });

  it('turns one value into a list and back, and drops it where none is compared', () => {
    const listed = withOperator(language, 'in', field('debtor.language'));
    expect(listed.value).toEqual(['es']);
    expect(withOperator(listed, 'ne', field('debtor.language')).value).toBe('es');
    const empty = withOperator(language, 'is_empty', field('debtor.language'));
    expect(empty).toEqual({ field: 'debtor.language', op: 'is_empty' });
    expect(withOperator(empty, 'eq', field('debtor.language')).value).toBe('');
  });

  it('never compares yes and no by size', () => {
    expect(operatorsFor('boolean')).not.toContain('gt');
    expect(operatorsFor('text')).not.toContain('gt');
    expect(operatorsFor('money')).toContain('lte');
  });
});

describe('lists of values', () => {
  it('are money in minor units and typed in major ones', () => {
    expect(listFromTags(['12,50', '7', 'abc'], 'money')).toEqual([1250, 700]);
    expect(tagsFromList([1250, 700], 'money')).toEqual(['12.5', '7']);
  });

  it('stay text where text is compared', () => {
    expect(listFromTags(['007'], 'text')).toEqual(['007']);
  });
});

interface Told {
  readonly id: string;
  readonly when: Condition;
  readonly es: string;
  readonly en: string;
}

/** The very table that the engine's own sentences are tested with. */
const told = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../../tests/journeys/golden/condition_words.json'), 'utf8'),
) as { readonly cases: readonly Told[] };

describe('the past and days', () => {
  it.each(told.cases)('read as the engine says them: $id', ({ when, es, en }) => {
    expect(conditionInWords(when, readingIn('es'))).toBe(es);
    expect(conditionInWords(when, readingIn('en'))).toBe(en);
  });

  it('name several weekdays, and leave a blank where none is chosen', () => {
    const rule = { field: 'calendar.today', part: 'weekday', op: 'in' } as const;
    expect(conditionInWords({ ...rule, value: [1, 5] }, readingIn('en'))).toBe(
      'Today (weekday) is one of Monday or Friday',
    );
    expect(conditionInWords({ ...rule, value: [] }, readingIn('es'))).toBe('Hoy (día de la semana) es uno de …');
  });

  it('stand in one sentence with fields', () => {
    expect(conditionInWords({ any: [language, newHappening()] }, readingIn('en'))).toBe(
      'Language is “es” or opened a message at least once in the last 7 days',
    );
  });
});

describe('a date', () => {
  const today = { field: 'calendar.today', op: 'lt', value: { today: 0 } } as const;

  it('is compared with today until somebody says otherwise', () => {
    expect(newComparison(field('calendar.today'))).toEqual(today);
    expect([dayKind({ today: 0 }), dayKind({ today: -1 }), dayKind({ today: 9 }), dayKind('2026-03-01')]).toEqual([
      'today',
      'ago',
      'ahead',
      'fixed',
    ]);
    expect([daysFromToday({ today: -3 }), daysFromToday({}), daysFromToday([1])]).toEqual([-3, null, null]);
  });

  it('may be looked at by its weekday, and as a whole again', () => {
    const weekday = withPart(today, 'weekday');
    expect(weekday).toEqual({ field: 'calendar.today', part: 'weekday', op: 'in', value: [] });
    expect(withOperator({ ...weekday, value: [5] }, 'eq', field('calendar.today'))).toEqual({
      field: 'calendar.today',
      part: 'weekday',
      op: 'eq',
      value: 5,
    });
    expect(withPart(weekday, null)).toEqual(today);
    expect(withPart(today, 'day').value).toBe(1);
  });
});

describe('how often something happened', () => {
  const rule: Happening = newHappening();

  it.each(OFTEN)('comes back as it was chosen: %s', (often) => {
    expect(oftenOf(withOften(rule, often))).toBe(often);
  });

  it('is said the same however it is written', () => {
    expect(oftenOf({ ...rule, op: 'gt', value: 0 })).toBe('did');
    expect(oftenOf({ ...rule, op: 'lt', value: 1 })).toBe('never');
    expect(withOften({ ...rule, op: 'eq', value: 5 }, 'lt')).toMatchObject({ op: 'lt', value: 5 });
  });
});
