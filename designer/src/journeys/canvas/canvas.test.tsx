import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ReactFlowProvider } from '@xyflow/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { copyText, cutText, duplicateSelected, pasteText } from '../copying';
import { addNote } from '../edits/notes';
import { sampleCatalog, sampleJourney } from '../sample';
import { createEditorStore } from '../store';
import { renderInEditor } from '../testing';
import { ConnectBanner } from './ConnectBanner';
import { endMoment, startConnecting, useMoment } from './moment';
import { StepSearch } from './StepSearch';
import { Toolbar } from './Toolbar';

const at = { x: 400, y: 0 };
const openStore = () => createEditorStore(sampleJourney, { readOnly: false });

beforeEach(endMoment);

describe('the clipboard', () => {
  it('takes what is selected to another journey, as one act that can be undone', () => {
    const from = openStore();
    from.getState().select(['send_email', 'wait'], []);
    const to = openStore();
    expect(pasteText(to, sampleCatalog, copyText(from) ?? '', at)).toEqual({
      kind: 'pasted',
      steps: 2,
      unknown: [],
      otherVersion: 0,
      leftOut: 0,
    });
    expect(to.getState().selectedNodes).toEqual(['send_email_2', 'wait_2']);
    expect(to.getState().history.past.map(({ act }) => act.name)).toEqual(['paste']);
    to.getState().undo();
    expect(to.getState().history.present).toBe(sampleJourney);
  });

  it('cuts and doubles, and holds nothing when nothing is selected', () => {
    const store = openStore();
    expect([copyText(store), cutText(store), duplicateSelected(store, sampleCatalog)]).toEqual([null, null, null]);
    store.getState().select(['wait'], []);
    duplicateSelected(store, sampleCatalog);
    cutText(store);
    expect(store.getState().history.present).toEqual({ ...sampleJourney, layout: expect.anything() });
    expect(store.getState().history.past.map(({ act }) => act.name)).toEqual(['duplicate', 'cut']);
  });

  it('tells rubbish, kinds that are not installed, other versions and a second start', () => {
    const store = openStore();
    expect(pasteText(store, sampleCatalog, 'milk, eggs', at)).toEqual({ kind: 'rubbish' });
    const nodes = [
      { id: 'a', kind: 'acme_fax', kind_version: 1, settings: {} },
      { id: 'b', kind: 'wait', kind_version: 9, settings: {} },
      { id: 'c', kind: 'enter', kind_version: 1, settings: {} },
    ];
    const text = JSON.stringify({ cauce_steps: 1, nodes, edges: [], places: {}, notes: [] });
    expect(pasteText(store, sampleCatalog, text, at)).toEqual({
      kind: 'pasted',
      steps: 2,
      unknown: ['acme_fax'],
      otherVersion: 1,
      leftOut: 1,
    });
  });
});

describe('the tools of the drawing', () => {
  it('name the act that undo takes back, stick notes and open the search', async () => {
    const store = renderInEditor(
      <ReactFlowProvider>
        <Toolbar />
      </ReactFlowProvider>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Añadir una nota' }));
    expect(Object.keys(store.getState().history.present.layout.notes ?? {})).toEqual(['note_1']);
    await userEvent.click(screen.getByRole('button', { name: 'Deshacer: añadir una nota' }));
    expect(store.getState().history.present).toBe(sampleJourney);
    await userEvent.click(screen.getByRole('button', { name: 'Buscar en el dibujo' }));
    expect(useMoment.getState().searching).toBe(true);
  });
});

describe('the search', () => {
  it('finds steps and notes by what they say, and goes there with Enter', async () => {
    const { document } = addNote(sampleJourney, at, { text: 'Preguntar a Ana' });
    const store = renderInEditor(
      <ReactFlowProvider>
        <StepSearch />
      </ReactFlowProvider>,
      { document },
    );
    await userEvent.type(screen.getByRole('searchbox'), 'ana');
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['nota Preguntar a Ana']);
    await userEvent.clear(screen.getByRole('searchbox'));
    await userEvent.type(screen.getByRole('searchbox'), '3 dias{Enter}');
    expect(store.getState().panel).toEqual({ kind: 'node', id: 'wait' });
    expect(useMoment.getState().searching).toBe(false);
  });
});

it('says that a step is to be chosen while a way out is being led, until that is given up', async () => {
  startConnecting({ node: 'wait', port: 'next' });
  renderInEditor(<ConnectBanner />);
  expect(screen.getByRole('status').textContent).toContain('«Siguiente» de «Esperar»');
  await userEvent.click(screen.getByRole('button', { name: 'Cancelar' }));
  expect(screen.queryByRole('status')).toBeNull();
});
