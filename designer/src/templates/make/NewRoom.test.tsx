import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { NoticeShelf } from '../../parts/notices';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import { serve } from '../../testing/server';
import { bringTemplateTexts } from '../frame/texts';
import { FINISHED, LINE, OWN, PREVIEW, SMS } from '../sample';
import { NewRoom } from './NewRoom';
import { nameOf } from './name';

function open() {
  const came = serve({
    'GET /api/v1/templates': () => ({ body: { items: [FINISHED, LINE] } }),
    'GET /api/v1/templates/payment_reminder': () => ({ body: { ...OWN, key: 'payment_reminder', own: false } }),
    'POST /api/v1/templates/preview': () => ({ body: PREVIEW }),
    'POST /api/v1/designs/import': () => ({ body: { project: { pages: [] }, subject: 'Imported', preheader: '' } }),
    'POST /api/v1/templates': () => ({ status: 201, body: { ...OWN, key: 'made' } }),
  });
  draw(<NewRoom />, { path: '/templates/*', address: '/templates/new' });
  return { came, user: userEvent.setup() };
}

/** A file whose text can be read: this browser of tests has no `Blob.text`. */
function fileOf(text: string): File {
  return Object.defineProperties(new File([text], 'spring.mjml'), { text: { value: async () => text } });
}

async function made(came: readonly Request[]): Promise<unknown> {
  const request = await waitFor(() => {
    const found = came.find(({ method, url }) => method === 'POST' && new URL(url).pathname === '/api/v1/templates');
    if (found === undefined) throw new Error('nothing was made yet');
    return found;
  });
  return request.clone().json();
}

beforeEach(async () => {
  await bringTemplateTexts();
  sessionStore.getState().enter({ ...ANA, permissions: [...ANA.permissions, 'templates:edit'] });
});

it('keeps both names of what it begins with until one is typed', () => {
  expect(nameOf('Payment reminder', FINISHED.name, 'en')).toBe(FINISHED.name);
  expect(nameOf(' Mine ', FINISHED.name, 'en')).toEqual({ es: 'Mine', en: 'Mine' });
});

it('begins with a finished one after a look at it', async () => {
  const { came, user } = open();
  expect(await screen.findByText('1 template')).toBeDefined();
  await user.click(screen.getByRole('button', { name: /Payment reminder/ }));
  const look = await screen.findByRole('dialog', { name: 'Payment reminder' });
  expect(await within(look).findByText('Hello Lucía')).toBeDefined();
  await user.click(within(look).getByRole('button', { name: 'Begin with this one' }));
  await user.click(await screen.findByRole('button', { name: 'Create and edit' }));
  expect(await made(came)).toEqual({
    channel: 'email',
    from: 'payment_reminder',
    language: 'es',
    name: FINISHED.name,
    document: null,
  });
});

it('finds finished ones by what they are for, and one’s own beside them', async () => {
  const { user } = open();
  await user.click(await screen.findByRole('combobox', { name: 'What for' }));
  await user.click(await screen.findByRole('option', { name: 'Reminder' }));
  expect(screen.getByRole('button', { name: /Payment reminder/ })).toBeDefined();
  await user.click(screen.getByRole('radio', { name: 'Yours' }));
  expect(screen.getByRole('button', { name: /Notice/ })).toBeDefined();
});

it('begins blank in the language that is asked for, and not without a name', async () => {
  const { came, user } = open();
  await user.click(await screen.findByRole('button', { name: 'SMS' }));
  const create = await screen.findByRole('button', { name: 'Create and edit' });
  expect(create.hasAttribute('disabled')).toBe(true);
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Due soon');
  await user.click(create);
  expect(await made(came)).toMatchObject({ channel: 'sms', from: '', language: 'en', document: null });
});

it('imports a mail that is one, and says so where it is none', async () => {
  draw(<NoticeShelf />);
  const { came, user } = open();
  await screen.findByText('Import an email');
  const input = document.querySelector<HTMLInputElement>('input[type=file]') as HTMLInputElement;
  await user.upload(input, fileOf('hello'));
  expect(await screen.findByText('“spring.mjml” is not an MJML file.')).toBeDefined();
  await user.upload(input, fileOf('<mjml></mjml>'));
  expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name' })).value).toBe('spring');
  await user.click(screen.getByRole('button', { name: 'Create and edit' }));
  const content = { project: { pages: [] } };
  expect(await made(came)).toMatchObject({
    channel: 'email',
    document: {
      ...SMS,
      channel: 'email',
      languages: { en: { variants: [{ id: 'a', share: 100, subject: 'Imported', preheader: '', content }] } },
    },
  });
});
