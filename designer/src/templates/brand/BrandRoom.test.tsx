import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import { BrandRoom } from './BrandRoom';
import type { Kit, KitDetail } from './calls';
import { variablesOf } from './variables';

const KIT: Kit = {
  primary: '#0f6e6e',
  on_primary: '#ffffff',
  accent: '#b5642a',
  background: '#eef3f2',
  surface: '#ffffff',
  tint: '#e8f3f2',
  text: '#33474a',
  heading: '#10292b',
  muted: '#526669',
  line: '#dce6e5',
  font: 'Arial, Helvetica, sans-serif',
  heading_font: 'Georgia, serif',
  radius: 12,
  logo: '',
  logo_width: 140,
  sender_name: '',
  sender_address: '',
  reply_to: '',
  phone: '',
  postal: '',
  website: '',
  legal: {},
  social: {},
  count_opens: true,
  count_clicks: true,
};

const MAREA: KitDetail = {
  key: 'marea',
  name: 'Marea',
  revision: 3,
  default: true,
  kit: KIT,
  saved_at: '2026-03-02T09:00:00Z',
  saved_by: 'Ana Ríos',
  faint: [],
  used_by: [{ kind: 'template', key: 'hello', name: { es: 'Hola', en: 'Hello' }, draft: true, versions: [] }],
};

const FONTS = [{ name: 'Arial', stack: 'Arial, Helvetica, sans-serif', web: false }];
const FAINT = { colour: 'on_primary', on: 'primary', ratio: 1.68, needed: 4.5, suggestion: '#545454' };

const token = (name: string, sample: string) => ({
  name,
  sample,
  scope: name.split('.')[0],
  labels: {},
  formats: [''],
});
const TOKENS = [token('account.currency', 'COP'), token('account.balance', '41230000')];
const SOCIAL = {
  tag: 'c-social',
  labels: {},
  schema: { 'x-says': { facebook: { es: 'Facebook', en: 'Facebook' }, web: { es: 'Web', en: 'Web site' } } },
};

function office(items: readonly KitDetail[], save: () => { status?: number; body: unknown }) {
  return serve({
    'GET /api/v1/brand-kits': () => ({ body: { items, house: KIT, fonts: FONTS } }),
    'GET /api/v1/brand-kits/marea': () => ({ body: MAREA }),
    'PUT /api/v1/brand-kits/marea': save,
    'GET /api/v1/designs/tokens': () => ({ body: { tokens: TOKENS } }),
    'GET /api/v1/designs/palette': () => ({ body: { blocks: [SOCIAL] } }),
    'POST /api/v1/brand-kits': () => ({ status: 201, body: MAREA }),
    'POST /api/v1/brand-kits/check': async (request) => {
      const { kit } = (await request.json()) as { kit: Kit };
      return { body: { faint: kit.primary === '#f2c14e' && kit.on_primary === '#ffffff' ? [FAINT] : [] } };
    },
  });
}

beforeEach(() => sessionStore.getState().enter({ ...ANA, permissions: [...ANA.permissions, 'templates:edit'] }));

describe('the room of brand kits', () => {
  it('shows while one chooses what a kit looks like, and saves it under its revision', async () => {
    const came = office([MAREA], () => ({ body: { ...MAREA, revision: 4 } }));
    const person = userEvent.setup();
    draw(<BrandRoom />);
    const name = await screen.findByRole('textbox', { name: 'Name' });
    expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
    await person.type(name, ' Energía');
    const preview = screen.getByRole('region', { name: 'How it looks' });
    expect(within(preview).getByText('Marea Energía')).toBeDefined();
    expect(await within(preview).findByText('COP 412,300.00')).toBeDefined();
    expect(screen.getByRole('textbox', { name: 'Web site' })).toBeDefined();
    await person.type(screen.getByRole('textbox', { name: 'In English' }), 'Registered in Madrid.');
    expect(within(preview).getByText('Registered in Madrid.')).toBeDefined();
    await person.click(within(preview).getByText('Page'));
    expect(within(preview).getByText('Choose how you want to pay')).toBeDefined();
    await person.click(screen.getByRole('switch', { name: 'Count opens' }));
    expect(screen.getByRole('switch', { name: 'Count clicks on links' })).toHaveProperty('checked', true);
    await person.click(screen.getByRole('button', { name: 'Save' }));
    await vi.waitFor(() => expect(came.some(({ method }) => method === 'PUT')).toBe(true));
    const sent = came.find(({ method }) => method === 'PUT');
    const kit = { ...KIT, legal: { en: 'Registered in Madrid.' }, count_opens: false };
    expect(await sent?.json()).toEqual({ revision: 3, name: 'Marea Energía', kit });
  });

  it('says which colours are hard to read and offers one that is not', async () => {
    office([MAREA], () => ({ body: MAREA }));
    const person = userEvent.setup();
    draw(<BrandRoom />);
    const primary = await screen.findByRole('textbox', { name: 'Primary' });
    expect(await screen.findByText(/All colours can be read well/)).toBeDefined();
    await person.clear(primary);
    await person.type(primary, '#f2c14e');
    expect(await screen.findByText('Hard to read on “Primary”: contrast 1.68 of 4.5.')).toBeDefined();
    await person.click(screen.getByRole('button', { name: 'Use #545454' }));
    expect(screen.getByRole('textbox', { name: 'Words on the primary' })).toHaveProperty('value', '#545454');
  });

  it('says who was faster, and what the server finds wrong stands at its field', async () => {
    const stale = { status: 409, body: { status: 409, detail: 'Eva saved this kit in the meantime.' } };
    const wrong = {
      status: 422,
      body: { status: 422, detail: 'Check the fields.', fields: { 'kit.reply_to': 'No address of a mailbox.' } },
    };
    const answers = [stale, wrong];
    office([MAREA], () => answers.shift() ?? wrong);
    const person = userEvent.setup();
    draw(<BrandRoom />);
    await person.type(await screen.findByRole('textbox', { name: 'Reply to' }), 'nobody');
    await person.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Eva saved this kit in the meantime.')).toBeDefined();
    expect(screen.getByRole('textbox', { name: 'Reply to' })).toHaveProperty('value', 'nobody');
    await person.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('No address of a mailbox.')).toBeDefined();
    await person.click(screen.getByRole('button', { name: 'Discard' }));
    expect(screen.getByRole('textbox', { name: 'Reply to' })).toHaveProperty('value', '');
  });

  it('begins with an invitation, and only for who may change something', async () => {
    office([], () => ({ body: MAREA }));
    draw(<BrandRoom />);
    expect(await screen.findByText('There is no brand kit yet')).toBeDefined();
    const person = userEvent.setup();
    await person.click(screen.getByRole('button', { name: 'New kit' }));
    await person.type(await screen.findByRole('textbox', { name: 'Name of the brand' }), 'Marea');
    expect(screen.getByRole('button', { name: 'Make kit' })).toHaveProperty('disabled', false);
  });

  it('lets others look', async () => {
    sessionStore.getState().enter(ANA);
    office([MAREA], () => ({ body: MAREA }));
    draw(<BrandRoom />);
    expect(await screen.findByText('Your role may look at the kits, and not change them.')).toBeDefined();
    for (const name of ['New kit', 'Save', 'Choose logo']) expect(screen.queryByRole('button', { name })).toBeNull();
    expect(screen.getByRole('switch', { name: 'Count opens' })).toHaveProperty('disabled', true);
  });
});

it('gives designs their variables', () => {
  expect(variablesOf(KIT)).toMatchObject({
    '--brand-primary': '#0f6e6e',
    '--brand-on-primary': '#ffffff',
    '--brand-font': 'Arial, Helvetica, sans-serif',
    '--brand-heading-font': 'Georgia, serif',
    '--brand-radius': '12px',
  });
});
