import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { JourneyDocument } from '../document';
import type { Problem } from '../problems';
import { sampleJourney } from '../sample';
import { renderInEditor } from '../testing';
import { FixRow } from './FixRow';

function problem(code: string, node: string | null, setting: string | null = null): Problem {
  return { code, node, setting, severity: 'error', message: { es: code, en: code } };
}

it('puts a problem right with one click, which is one act to undo', async () => {
  const loose = { ...sampleJourney, edges: sampleJourney.edges.slice(0, 2) };
  const store = renderInEditor(<FixRow problem={problem('unwired_port', 'wait')} />, {
    document: loose,
    language: 'en',
  });
  await userEvent.click(screen.getByRole('button', { name: 'Lead its loose ways to a new end' }));
  const { history, undo } = store.getState();
  expect(history.present.edges.at(-1)).toMatchObject({ from: 'wait', port: 'next', to: 'end_2' });
  expect(history.past.at(-1)?.act).toEqual({ name: 'add', subject: 'end' });
  undo();
  expect(store.getState().history.present).toEqual(loose);
});

it('lets another template be chosen right there', async () => {
  const document: JourneyDocument = {
    ...sampleJourney,
    nodes: sampleJourney.nodes.map((node) =>
      node.id === 'send_email' ? { ...node, settings: { template: 'gone' } } : node,
    ),
  };
  const part = <FixRow problem={problem('unknown_template', 'send_email', 'template')} />;
  const store = renderInEditor(part, { document, language: 'en' });
  await userEvent.click(screen.getByRole('combobox', { name: 'Template' }));
  await userEvent.click(await screen.findByRole('option', { name: /Payment reminder|Recordatorio/ }));
  expect(store.getState().history.present.nodes[1]?.settings).toEqual({ template: 'payment_reminder' });
});

it('offers nothing to whoever may only look', async () => {
  const store = renderInEditor(<FixRow problem={problem('unwired_port', 'wait')} />, { language: 'en' });
  expect(screen.getByRole('button')).toBeDefined();
  store.getState().setReadOnly(true);
  await waitFor(() => expect(screen.queryByRole('button')).toBeNull());
});
