import { describe, expect, it } from 'vitest';
import type { Field } from '../../api/types';
import { fieldName, importable, isFieldName, lacks, ownTarget, readMapping, sendTo, writeMapping } from './mapping';

const GUESS = {
  portfolio: null,
  columns: {
    Contrato: 'account.ref',
    Saldo: 'account.principal',
    State: { field: 'debtor.jurisdiction', prefix: 'US-' },
    Grado: { field: 'account.grado', labels: { es: 'Grado', en: 'Grade' }, personal: false },
    Notas: null,
  },
  defaults: { 'account.currency': 'USD' },
  formats: { decimal: ',', date: 'DMY' },
};
const COLUMNS = Object.keys(GUESS.columns);

const field = (name: string): Field => ({
  name,
  type: 'text',
  labels: { es: name, en: name },
  personal: false,
  sample: null,
  scope: name.split('.')[0] ?? '',
  custom: false,
});

describe('a mapping', () => {
  it('is written as it was read', () => {
    const { portfolio: _, ...form } = GUESS;
    expect(writeMapping(readMapping(GUESS, COLUMNS))).toEqual(form);
  });

  it('leaves out a column that the server did not name, and survives rubbish', () => {
    const draft = readMapping({ columns: { A: 7 }, formats: { decimal: 'x' }, defaults: null }, ['A', 'B']);
    expect(draft).toEqual({ columns: { A: null, B: null }, defaults: {}, decimal: 'auto', date: 'auto' });
  });

  it('does not send a default that was emptied', () => {
    const draft = { ...readMapping(GUESS, COLUMNS), defaults: { 'account.currency': '' } };
    expect(writeMapping(draft)['defaults']).toEqual({});
  });
});

describe('what a mapping lacks', () => {
  const draft = readMapping(GUESS, COLUMNS);

  it('is nothing when account, amount and currency are known', () => {
    expect(lacks(draft)).toEqual([]);
  });

  it.each([
    ['Contrato', 'refMissing'],
    ['Saldo', 'amountMissing'],
  ])('without the column %s is %s', (column, code) => {
    expect(lacks(sendTo(draft, column, null))).toEqual([{ code }]);
  });

  it('is the currency when neither it nor the jurisdiction is known', () => {
    const poorer = { ...sendTo(draft, 'State', null), defaults: {} };
    expect(lacks(poorer)).toEqual([{ code: 'currencyMissing' }]);
  });

  it('is a choice between principal and balance', () => {
    expect(lacks(sendTo(draft, 'Notas', { field: 'account.balance', own: false }))).toEqual([{ code: 'amountTwice' }]);
  });

  it('names both columns that go to one field, except where several may', () => {
    const twice = sendTo(draft, 'Notas', { field: 'account.ref', own: false });
    expect(lacks(twice)).toEqual([{ code: 'fieldTwice', field: 'account.ref', first: 'Contrato', second: 'Notas' }]);
    const emails = sendTo(sendTo(draft, 'Notas', { field: 'debtor.email', own: false }), 'Grado', {
      field: 'debtor.email',
      own: false,
    });
    expect(lacks(emails)).toEqual([]);
  });
});

describe('a field of one’s own', () => {
  it.each([
    ['Antigüedad (meses)', 'antiguedad_meses'],
    ['2nd phone', 'c_2nd_phone'],
    ['Ñandú', 'nandu'],
    ['a'.repeat(60), 'a'.repeat(40)],
  ])('is named after the column %s', (column, name) => {
    expect(fieldName(column)).toBe(name);
    expect(isFieldName(`account.${name}`)).toBe(true);
  });

  it('takes no name that is taken', () => {
    const draft = readMapping({ columns: { Grado: { field: 'account.grado', type: 'text' } } }, ['Grado', 'grado!']);
    expect(ownTarget('grado!', 'account', draft, [field('account.grado_2')]).field).toBe('account.grado_3');
  });
});

describe('fields that a file may fill', () => {
  it('are not those that Cauce works out itself', () => {
    const names = importable(['account.ref', 'account.paid', 'account.status', 'portfolio.name'].map(field));
    expect(names.map(({ name }) => name)).toEqual(['account.ref']);
  });
});
