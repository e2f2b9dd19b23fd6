import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import i18next from 'i18next';
import { beforeAll, expect, it, vi } from 'vitest';
import { draw } from '../../testing/draw';
import { TokenForm } from './TokenForm';
import { TokenPicker } from './TokenPicker';
import en from './texts/en.json';
import es from './texts/es.json';
import { sampleOf, type TokenInfo, type Tokens } from './tokens';

const info = (name: string, type: TokenInfo['type'], en: string, sample: string, formats: string[]): TokenInfo => ({
  name,
  type,
  labels: { es: en, en },
  sample,
  formats,
  scope: name.split('.')[0] ?? '',
  custom: false,
});

const LIST = [
  info('debtor.first_name', 'text', 'First name', 'Lucía', ['', 'name']),
  info('account.balance', 'money', 'Balance', '41230', ['money']),
  info('account.currency', 'text', 'Currency', 'USD', ['']),
  info('account.days_past_due', 'number', 'Days past due', '46', ['number', 'plural']),
];
const TOKENS: Tokens = { list: LIST, byName: new Map(LIST.map((one) => [one.name, one])), ready: true };
const PLACE = { left: 0, top: 0, bottom: 20 };

beforeAll(() => {
  i18next.addResourceBundle('en', 'tokens', en);
  i18next.addResourceBundle('es', 'tokens', es);
});

it('finds a field by its name without accents and takes it with Enter', async () => {
  const pick = vi.fn();
  draw(<TokenPicker tokens={TOKENS} place={PLACE} onPick={pick} onClose={vi.fn()} />);
  const search = await screen.findByRole('combobox', { name: 'Search a field' });
  await userEvent.type(search, 'lucia');
  expect(screen.getAllByRole('option')).toHaveLength(1);
  await userEvent.keyboard('{Enter}');
  expect(pick).toHaveBeenCalledWith(LIST[0]);
});

it('walks through the groups with arrow keys and shuts with Escape', async () => {
  const pick = vi.fn();
  const close = vi.fn();
  draw(<TokenPicker tokens={TOKENS} place={PLACE} onPick={pick} onClose={close} />);
  const search = await screen.findByRole('combobox');
  await userEvent.type(search, '{ArrowDown}{ArrowDown}{ArrowUp}{Enter}');
  expect(pick).toHaveBeenCalledWith(LIST[1]);
  expect(screen.getByRole('group', { name: 'The debt' })).toBeTruthy();
  await userEvent.type(search, '{Escape}');
  expect(close).toHaveBeenCalled();
});

it('says when no field is called that', async () => {
  draw(<TokenPicker tokens={TOKENS} place={PLACE} onPick={vi.fn()} onClose={vi.fn()} />);
  await userEvent.type(await screen.findByRole('combobox'), 'zzz{Enter}');
  expect(screen.getByRole('status').textContent).toBe('No field is called that.');
});

it('changes how a token is written and what stands in for it', async () => {
  const change = vi.fn();
  const token = { token: 'account.days_past_due', format: 'plural:day|days', fallback: '' };
  const nothing = vi.fn();
  draw(
    <TokenForm
      token={token}
      tokens={TOKENS}
      onChange={change}
      onReplace={nothing}
      onRemove={nothing}
      onDone={nothing}
    />,
  );
  await userEvent.type(await screen.findByLabelText('Where the person has none'), 'x');
  expect(change).toHaveBeenLastCalledWith({ ...token, fallback: 'x' });
  await userEvent.type(screen.getByLabelText('Word for one'), 's');
  expect(change).toHaveBeenLastCalledWith({ ...token, format: 'plural:days|days' });
});

it('says that a field is there no more, and shows no sample of it', async () => {
  const nothing = vi.fn();
  const token = { token: 'account.x_gone', format: '', fallback: '' };
  draw(
    <TokenForm
      token={token}
      tokens={TOKENS}
      onChange={nothing}
      onReplace={nothing}
      onRemove={nothing}
      onDone={nothing}
    />,
  );
  expect(await screen.findByText('Unknown field: account.x_gone')).toBeTruthy();
});

it.each([
  [{ token: 'account.balance', format: 'money', fallback: '' }, 'US$412.30'],
  [{ token: 'account.days_past_due', format: 'plural:day|days', fallback: '' }, '46 days'],
  [{ token: 'account.x_gone', format: '', fallback: '' }, '[account.x_gone]'],
  [{ token: 'account.x_gone', format: '', fallback: 'you' }, 'you'],
])('writes a sample as the debtor reads it', (token, expected) => {
  expect(sampleOf(token, TOKENS, 'en').replace('US$', 'US$').replace(/^\$/, 'US$')).toBe(expected);
});
