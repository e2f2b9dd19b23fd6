import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { draw } from '../../testing/draw';
import { type Reply, serve } from '../../testing/server';
import type { TemplateProblem } from '../api';
import { withWords } from '../edits';
import { bringTemplateTexts } from '../frame/texts';
import { OWN, SMS } from '../sample';
import { PublishDialog } from './PublishDialog';

const PROBLEM: TemplateProblem = {
  severity: 'warning',
  code: 'long',
  language: 'es',
  variant: 'a',
  block: '',
  message: { es: 'Es largo.', en: 'It is long.' },
  hint: { es: '', en: '' },
};
const ERROR: TemplateProblem = {
  ...PROBLEM,
  severity: 'error',
  code: 'bad',
  message: { es: 'Mal.', en: 'It is bad.' },
};
const VERSION = { id: 7, number: 1, note: '', hash: 'a', published_at: OWN.saved_at, published_by: 'Ana Ríos' };
const DRAFT = { ...OWN, document: withWords(SMS, 'es', 'a', { content: { text: 'Nuevo' } }) };

function open(
  problems: readonly TemplateProblem[],
  publish: () => Reply = () => ({ body: { ...VERSION, number: 2 } }),
) {
  const came = serve({
    'POST /api/v1/templates/aviso/check': () => ({ body: { problems } }),
    'GET /api/v1/templates/aviso/versions': () => ({ body: { items: [VERSION] } }),
    'GET /api/v1/template-versions/7': () => ({ body: { ...VERSION, key: 'aviso', channel: 'sms', document: SMS } }),
    'POST /api/v1/templates/aviso/publish': publish,
  });
  const onPublished = vi.fn();
  draw(<PublishDialog template={DRAFT} revision={4} onPublished={onPublished} onClose={() => undefined} />);
  return { came, onPublished, user: userEvent.setup() };
}

const go = () => screen.findByRole<HTMLButtonElement>('button', { name: 'Publish version 2' });

beforeEach(bringTemplateTexts);

it('says what changes, whom it reaches and what waits, and publishes with a note', async () => {
  const { came, onPublished, user } = open([]);
  expect(await screen.findByText('The content, Spanish, variant A')).toBeDefined();
  expect(screen.getByText('1 journey uses it: Late stage.')).toBeDefined();
  expect(screen.getByText('12 messages that wait to go out will carry the new version.')).toBeDefined();
  await user.type(screen.getByRole('textbox', { name: 'Note' }), 'Shorter');
  await waitFor(async () => expect((await go()).disabled).toBe(false));
  await user.click(await go());
  expect(await screen.findByText('Version 2 is published')).toBeDefined();
  expect(onPublished).toHaveBeenCalledOnce();
  const request = came.find(({ url }) => url.endsWith('/publish'));
  expect(await request?.json()).toEqual({ revision: 4, note: 'Shorter' });
});

it('wants a tick for warnings', async () => {
  const { user } = open([PROBLEM]);
  expect(await screen.findByText('It is long.')).toBeDefined();
  expect((await go()).disabled).toBe(true);
  await user.click(screen.getByRole('checkbox', { name: 'I saw the warning and want to publish anyway' }));
  expect((await go()).disabled).toBe(false);
});

it('is blocked by errors', async () => {
  open([PROBLEM, ERROR]);
  expect(await screen.findByText('Mend the error to publish.')).toBeDefined();
  expect((await go()).disabled).toBe(true);
  expect(screen.queryByRole('checkbox')).toBeNull();
});

it('shows what the server found when it refuses', async () => {
  const { user } = open([], () => ({ status: 422, body: { detail: 'It has errors.', findings: [ERROR] } }));
  await waitFor(async () => expect((await go()).disabled).toBe(false));
  await user.click(await go());
  expect(await screen.findByText('It is bad.')).toBeDefined();
  expect((await go()).disabled).toBe(true);
});

it('says why it failed otherwise', async () => {
  const { user } = open([], () => ({ status: 409, body: { detail: 'Somebody else saved it.' } }));
  await waitFor(async () => expect((await go()).disabled).toBe(false));
  await user.click(await go());
  expect(await screen.findByText('Somebody else saved it.')).toBeDefined();
});

it('asks the addresses in it when somebody wants that, and only then', async () => {
  const dead: TemplateProblem = {
    ...PROBLEM,
    code: 'link_dead',
    message: { es: 'No responde.', en: 'A link does not answer: shop.example (404).' },
  };
  const { came, user } = open([dead, PROBLEM]);
  await user.click(await screen.findByRole('button', { name: 'Check the links' }));
  await waitFor(() => expect(screen.getAllByText('A link does not answer: shop.example (404).')).toHaveLength(2));
  expect(screen.getAllByText('It is long.')).toHaveLength(1);
  const asked = await Promise.all(came.filter(({ url }) => url.endsWith('/check')).map((one) => one.json()));
  expect(asked).toEqual([{ document: null }, { document: null, links: true }]);
});
