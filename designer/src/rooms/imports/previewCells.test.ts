import { describe, expect, it } from 'vitest';
import type { Field } from '../../api/types';
import type { Writer } from '../../i18n/use';
import { cellText, fieldsOf } from './previewCells';

const field = (name: string, type: Field['type']): Field => ({
  name,
  type,
  labels: { es: name, en: name },
  personal: false,
  sample: null,
  scope: 'account',
  custom: false,
});
const FIELDS = [field('account.principal', 'money'), field('account.due_date', 'date')];
const WORDS = { yes: 'Yes', no: 'No' };
const WRITER: Writer = {
  language: 'en',
  money: (minor, currency) => `${minor} minor ${currency}`,
  number: String,
  time: (value, style) => `${value} as ${style}`,
  span: (seconds) => `${seconds} seconds`,
  bytes: (bytes) => `${bytes} bytes`,
  list: (words) => words.join(' and '),
  text: ({ en }) => en,
};

describe('the rows of a preview', () => {
  it('show every field that any of them fills, once', () => {
    expect(fieldsOf([{ a: 1 }, { b: 2, a: 3 }])).toEqual(['a', 'b']);
  });

  it.each([
    ['money in the row’s own currency', 'account.principal', 1050, '1050 minor USD'],
    ['a date as a date', 'account.due_date', '2026-01-15', '2026-01-15 as date'],
    ['a truth in words', 'account.flag', false, 'No'],
    ['several addresses in one line', 'debtor.email', ['a@b', 'c@d'], 'a@b, c@d'],
    ['nothing where there is nothing', 'debtor.mobile', null, ''],
  ])('show %s', (_, name, value, shown) => {
    expect(cellText({ [name]: value, 'account.currency': 'USD' }, name, FIELDS, WRITER, WORDS)).toBe(shown);
  });
});
