import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import i18next from 'i18next';
import { beforeAll, expect, it, vi } from 'vitest';
import { draw } from '../../testing/draw';
import type { TemplateProblem } from '../api';
import en from '../frame/texts/en.json';
import es from '../frame/texts/es.json';
import { Findings } from './Findings';
import { groupFindings } from './findings';

function finding(code: string, severity: 'error' | 'warning', language = 'es', variant = 'a'): TemplateProblem {
  const told = { es: `${code} (es)`, en: `${code} (en)` };
  return {
    code,
    severity,
    language,
    variant,
    block: `${code}-block`,
    message: told,
    hint: { es: 'Pista', en: 'Hint' },
  };
}

const FOUND = [
  finding('contrast', 'warning'),
  finding('threat', 'error'),
  finding('no_alt', 'warning', 'en', 'b'),
  { ...finding('schema', 'error', '', ''), block: '' },
];

beforeAll(() => {
  i18next.addResourceBundle('en', 'templates', en);
  i18next.addResourceBundle('es', 'templates', es);
});

it('groups by language and variant, the whole template first, errors before warnings', () => {
  const groups = groupFindings(FOUND).map(({ language, variant, findings }) => [
    `${language}${variant}`,
    findings.map(({ code }) => code),
  ]);
  expect(groups).toEqual([
    ['', ['schema']],
    ['esa', ['threat', 'contrast']],
    ['enb', ['no_alt']],
  ]);
});

it('names each group, counts it, and tells what is wrong and what to do', async () => {
  draw(<Findings problems={FOUND} />);
  const group = await screen.findByRole('article', { name: 'Spanish · variant A' });
  expect(within(group).getByText('1 error · 1 warning')).toBeTruthy();
  const rows = within(group).getAllByRole('listitem');
  expect(rows.map((row) => row.textContent)).toEqual(['threat (en)Hint', 'contrast (en)Hint']);
  expect(within(group).getByRole('img', { name: 'Error' })).toBeTruthy();
  expect(screen.getByRole('article', { name: 'Whole template' })).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

it('goes where a finding is, but not where it names no block', async () => {
  const jump = vi.fn();
  draw(<Findings problems={FOUND} onJump={jump} />);
  await userEvent.click(await screen.findByRole('button', { name: /threat/ }));
  expect(jump).toHaveBeenCalledExactlyOnceWith(FOUND[1]);
  expect(screen.getAllByRole('button')).toHaveLength(3);
});

it('says so when nothing was found', async () => {
  draw(<Findings problems={[]} />);
  expect((await screen.findByRole('status')).textContent).toBe('All is well.');
});
