import { describe, expect, it } from 'vitest';
import type { Field } from '../catalog';
import { sampleCatalog } from '../sample';
import { asGroup, fromGroup, newComparison, replaceRule, withField, withOperator } from './edit';
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
