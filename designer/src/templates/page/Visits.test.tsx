import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import { OWN, SMS } from '../sample';
import { bringRoomTexts } from '../TemplatesRoom';
import { Standing } from './Standing';

const PAGE = { ...OWN, channel: 'page', document: { ...SMS, channel: 'page' } };
const SEEN = { language: 'en', variant: 'a', share: 70, opened: 40, verified: 30, paid: 9 };

function open(items: readonly object[], told: object = PAGE) {
  const came = serve({
    'GET /api/v1/templates/aviso/visits': () => ({ body: { version: 1, since: '2026-01-01T00:00:00Z', items } }),
  });
  draw(<Standing template={{ ...PAGE, ...told }} />);
  return came;
}

beforeEach(bringRoomTexts);

describe('the visits of a page', () => {
  it('stand side by side for the variants of each language', async () => {
    open([
      SEEN,
      { ...SEEN, variant: 'b', share: 30, opened: 0, verified: 0, paid: 0 },
      { ...SEEN, language: 'es', opened: 1200, share: 100 },
    ]);
    const english = await screen.findByRole('table', { name: 'English' });
    const texts = within(english)
      .getAllByRole('row')
      .map((row) => row.textContent);
    expect(texts).toEqual(['PeopleA · 70%B · 30%', 'Opened it400', 'Verified3075%0', 'Paid923%0']);
    expect(within(screen.getByRole('table', { name: 'Spanish' })).getByText('1,200')).toBeDefined();
  });

  it('are said to be none while nobody came', async () => {
    open([{ ...SEEN, opened: 0, verified: 0, paid: 0 }]);
    expect(await screen.findByText('Nobody has opened it yet.')).toBeDefined();
  });

  it('are asked for of no page that was never published', () => {
    expect(open([], { version: null })).toEqual([]);
  });
});
