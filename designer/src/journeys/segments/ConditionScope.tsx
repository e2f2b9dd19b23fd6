import { type ReactNode, useMemo } from 'react';
import { useMeta } from '../../api/meta';
import { Answer } from '../../parts/Answer';
import { asCatalog, type Catalog } from '../catalog';
import type { JourneyDocument } from '../document';
import { type EditorScope, EditorScopeProvider } from '../editor/scope';
import { createEditorStore } from '../store';
import { useReadingOf } from '../texts';

const NO_JOURNEY: JourneyDocument = {
  schema_version: 1,
  name: '',
  nodes: [],
  edges: [],
  entry: null,
  exits: [],
  layout: { nodes: {} },
};

/** Lets conditions be read and written outside of a journey: their parts want fields and words, and no document. */
export function ConditionScope({ children }: { readonly children: ReactNode }) {
  const meta = useMeta();
  return <Answer query={meta}>{(found) => <Inside catalog={asCatalog(found)}>{children}</Inside>}</Answer>;
}

function Inside({ catalog, children }: { readonly catalog: Catalog; readonly children: ReactNode }) {
  const reading = useReadingOf(catalog);
  const scope = useMemo(
    (): EditorScope => ({
      journeyId: 0,
      store: createEditorStore(NO_JOURNEY, { readOnly: true }),
      catalog,
      reading,
      problems: [],
      problemsByNode: new Map(),
      said: new Map(),
      counts: null,
      autosave: () => null,
      tab: '',
      goOn: () => undefined,
    }),
    [catalog, reading],
  );
  return <EditorScopeProvider value={scope}>{children}</EditorScopeProvider>;
}
