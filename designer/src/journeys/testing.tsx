/** What the tests of the editor's parts stand on: the sample journey inside of the providers that a room has. */

import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { giveRoomTexts, startStudioTexts } from '../testing/roomTexts';
import type { Language } from './catalog';
import type { JourneyDocument } from './document';
import { type EditorScope, EditorScopeProvider } from './editor/scope';
import type { Reading, Words } from './reading';
import { sampleCatalog, sampleJourney } from './sample';
import { createEditorStore, type EditorStore } from './store';

/** A reading of the sample catalogue in one language, with the room's real texts. */
export function readingIn(language: Language): Reading {
  startStudioTexts(language);
  giveRoomTexts();
  const words = i18next.getFixedT(language, 'journeys') as unknown as Words;
  return { catalog: sampleCatalog, language, words: (key, values) => words(key, values) };
}

/** Answers every request with the JSON that `answer` gives for its method and path, and remembers what was asked. */
export function serve(answer: (request: Request) => unknown): Request[] {
  const asked: Request[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(request.clone());
    const body = answer(request);
    return body instanceof Response ? body : Response.json(body);
  });
  return asked;
}

interface Options {
  readonly document?: JourneyDocument;
  readonly language?: Language;
  readonly scope?: Partial<EditorScope>;
}

function scopeOf(options: Options): EditorScope {
  return {
    journeyId: 1,
    store: createEditorStore(options.document ?? sampleJourney, { readOnly: false }),
    catalog: sampleCatalog,
    reading: readingIn(options.language ?? 'es'),
    problems: [],
    problemsByNode: new Map(),
    said: new Map(),
    counts: null,
    autosave: () => null,
    tab: 'tab-of-ana',
    goOn: () => undefined,
    ...options.scope,
  };
}

/** A part of the editor that also needs an address; `draw` renders it. */
export function editorPart(part: ReactNode, options: Options = { language: 'en' }): ReactNode {
  return <EditorScopeProvider value={scopeOf(options)}>{part}</EditorScopeProvider>;
}

/** Renders a part of the editor on a document; the store tells what the part did to it. */
export function renderInEditor(part: ReactNode, options: Options = {}): EditorStore {
  const scope = scopeOf(options);
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <EditorScopeProvider value={scope}>{part}</EditorScopeProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return scope.store;
}
