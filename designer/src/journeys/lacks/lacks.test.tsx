import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { sessionStore } from '../../session/store';
import type { JourneyDocument } from '../document';
import { sampleCatalog, sampleJourney } from '../sample';
import { renderInEditor, serve } from '../testing';
import { audienceOf, sendersOf } from './audience';
import { StepLacks } from './StepLacks';

const lack = {
  token: 'debtor.first_name',
  label: { es: 'Nombre', en: 'First name' },
  count: 38,
  text: { es: '', en: '' },
  languages: [],
  variants: [],
  condition: { field: 'debtor.first_name', op: 'is_empty' },
};

const filling = (kind: string, settings: JourneyDocument['nodes'][number]['settings']): JourneyDocument => ({
  ...sampleJourney,
  nodes: [...sampleJourney.nodes, { id: 'fills', kind, kind_version: 1, settings }],
});

function withEntry(settings: JourneyDocument['nodes'][number]['settings']): JourneyDocument {
  const nodes = sampleJourney.nodes.map((node) => (node.id === sampleJourney.entry ? { ...node, settings } : node));
  return { ...sampleJourney, nodes };
}

function open(found: unknown, language: 'es' | 'en' = 'en', document = sampleJourney) {
  const asked = serve((request) => {
    if (request.url.endsWith('/segments/preview')) {
      const debtor = { id: 7, name: 'Ortega' };
      return { members: [{ id: 1, ref: 'A-1', debtor, balance: 100, currency: 'USD' }], in_time: true };
    }
    return found;
  });
  renderInEditor(<StepLacks template="payment_reminder" />, { language, document });
  return asked;
}

const reach = (total: number | null, lacks: unknown[]) => ({
  total,
  empty: [],
  templates: [{ template: 'payment_reminder', lacks }],
});

it('says in both languages how many of the audience would not get the message', async () => {
  const asked = open(reach(1284, [lack]));
  const said = 'have no “First name”: they would not get this message.';
  expect(await screen.findByText(`38 of the 1,284 people in this journey's audience ${said}`)).toBeTruthy();
  expect(await asked[0]?.json()).toMatchObject({ templates: ['payment_reminder'], segment: null });
});

it('says of which variant it is so', async () => {
  open(reach(1284, [{ ...lack, count: 1, variants: ['b'] }]), 'es');
  expect(
    await screen.findByText(/1 de las 1.284 personas .* no tiene «Nombre»: si le toca la variante B, no recibiría/),
  ).toBeTruthy();
});

it('shows who they are to those who may see debtors', async () => {
  sessionStore.setState({ status: 'in', permissions: ['debtors:read'] });
  open(reach(1284, [lack]));
  await userEvent.setup().click(await screen.findByRole('button', { name: 'See who they are' }));
  expect(await screen.findByRole('dialog', { name: '38 people have no “First name”' })).toBeTruthy();
});

it('is quiet where nobody would miss it, where it is not known, and where others start the journey', async () => {
  const asked = open(reach(1284, []));
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(document.querySelector('svg')).toBeNull();
  const late = open(reach(null, [lack]));
  await waitFor(() => expect(late).toHaveLength(1));
  expect(document.querySelector('svg')).toBeNull();
  const started = open(reach(1284, [lack]), 'en', withEntry({ mode: 'started' }));
  expect(screen.queryByText(/First name/)).toBeNull();
  expect(started).toHaveLength(0);
});

it.each([
  filling('change', { what: 'field', field: 'debtor.first_name' }),
  filling('webhook', { mapping: [{ from: '/name', to: 'debtor.first_name' }] }),
])('is quiet about what a step of the journey itself fills', async (drawn) => {
  const asked = open(reach(1284, [lack, { ...lack, token: 'account.x', label: { es: 'X', en: 'X' } }]), 'en', drawn);
  expect(await screen.findByText(/have no “X”/)).toBeTruthy();
  expect(screen.queryByText(/First name/)).toBeNull();
  expect(asked).toHaveLength(1);
});

it('reads the audience and the senders out of the document', () => {
  const condition = { field: 'account.balance', op: 'gt', value: 1 };
  expect(audienceOf(withEntry({ audience: condition, segment: 4 }))).toEqual({ condition, segment: 4 });
  expect(audienceOf({ ...sampleJourney, entry: null })).toBeNull();
  const senders = sendersOf(sampleJourney, {
    ...sampleCatalog,
    kinds: sampleCatalog.kinds.map((kind) => (kind.name === 'send_email' ? { ...kind, channel: 'email' } : kind)),
  });
  expect(senders.every(({ template }) => template !== '')).toBe(true);
  expect(senders.length).toBeGreaterThan(0);
});
