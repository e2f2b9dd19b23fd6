import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import { OWN, SMS } from '../sample';
import { bringRoomTexts } from '../TemplatesRoom';
import { Standing } from './Standing';

const MAIL = { ...OWN, channel: 'email', document: { ...SMS, channel: 'email' } };
const CAME = { language: 'en', variant: 'a', share: 70, sent: 200, opened: 120, clicked: 50, visited: 40, paid: 8 };
const LINK = { link: 1, label: 'Pay', clicks: 61, people: 50, scans: 7, first_at: '2026-01-02T00:00:00Z' };

interface Told {
  readonly items?: readonly object[] | null;
  readonly links?: readonly object[];
  readonly uncounted?: readonly string[];
}

function open({ items = [CAME], links = [LINK], uncounted = [] }: Told, template: object = MAIL) {
  const came = serve({
    'GET /api/v1/templates/aviso/outcomes': () => ({
      body: { version: '1', since: '2026-01-01T00:00:00Z', items, uncounted },
    }),
    'GET /api/v1/templates/aviso/links': () => ({ body: { items: links, uncounted } }),
  });
  draw(<Standing template={{ ...MAIL, ...template }} />);
  return came;
}

const rowsOf = async (name: string) =>
  within(await screen.findByRole('table', { name }))
    .getAllByRole('row')
    .map((row) => row.textContent);

beforeEach(bringRoomTexts);

describe('what came of the messages of a template', () => {
  it('stands side by side for its variants', async () => {
    open({ items: [CAME, { ...CAME, variant: 'b', share: 30, sent: 0, opened: 0, clicked: 0, visited: 0, paid: 0 }] });
    expect(await rowsOf('English')).toEqual([
      'MessagesA · 70%B · 30%',
      'Sent2000',
      'Opened12060%0',
      'With a click5025%0',
      'Opened their page4020%0',
      'Paid afterwards84%0',
    ]);
  });

  it('leaves out what its brand does not count, and says so', async () => {
    open({ uncounted: ['opens', 'clicks'], links: [] });
    expect(await rowsOf('English')).toEqual(['Sent200', 'Opened their page4020%', 'Paid afterwards84%']);
    expect(screen.getByText('This brand does not count opens.')).toBeDefined();
    expect((await screen.findAllByText('This brand does not count clicks on links.')).length).toBe(2);
  });

  it('knows no opens of a text message, whose links are not asked for', async () => {
    const came = open({}, { channel: 'sms', document: SMS });
    expect(await rowsOf('English')).toEqual(['Sent200', 'Opened their page4020%', 'Paid afterwards84%']);
    expect(came.map(({ url }) => new URL(url).pathname)).toEqual(['/api/v1/templates/aviso/outcomes']);
  });

  it('says that none was sent, or that there are too many to count', async () => {
    open({ items: [{ ...CAME, sent: 0 }] });
    expect(await screen.findByText('None of the published version was sent yet.')).toBeDefined();
    open({ items: null });
    expect(await screen.findByText(/too many to count right now/)).toBeDefined();
  });

  it('is asked for of no template that was never published', () => {
    expect(open({}, { version: null })).toEqual([]);
  });
});

describe('the links of a mail', () => {
  it('are told with how many people followed each, how often, and how many programs', async () => {
    open({});
    const link = await screen.findByRole('row', { name: /^Pay/ });
    expect(link.textContent).toBe('Pay50617');
  });

  it('are said to have been followed by nobody', async () => {
    open({ links: [] });
    expect(await screen.findByText('Nobody has followed any yet.')).toBeDefined();
  });
});
