import { useCallback, useEffect, useRef, useState } from 'react';
import type { Journey } from '../../api/types';
import { tidyOptions } from '../acts';
import { makeSaver } from '../api';
import { type Autosave, createAutosave, type SaveState } from '../autosave';
import type { Catalog } from '../catalog';
import type { JourneyDocument } from '../document';
import { withPlaces } from '../edits/tidy';
import { keptHistory } from '../keptHistory';
import type { Problem } from '../problems';
import { readDocument } from '../readDocument';
import { type SaidSteps, saidOf } from '../said';
import { sameJson } from '../sameJson';
import { keptDraft, shelfFor } from '../shelf';
import { createEditorStore, type EditorStore } from '../store';
import { useKeptHistory } from './useKeptHistory';

export interface Saving {
  readonly state: SaveState;
  readonly reason: string | null;
  readonly savedAt: string;
  readonly problems: readonly Problem[];
  readonly said: SaidSteps;
}

export interface Draft {
  readonly store: EditorStore;
  readonly saving: Saving;
  readonly autosave: () => Autosave<JourneyDocument> | null;
  /** Whether it goes on from changes that an earlier visit could not save. */
  readonly restored: boolean;
  /** Goes on from what the server has now. */
  readonly takeTheirs: (journey: Journey) => void;
}

interface Start {
  readonly document: JourneyDocument;
  readonly revision: number;
  readonly restored: boolean;
}

const NOTHING_SAID: SaidSteps = new Map();

function startOf(journey: Journey, catalog: Catalog, readOnly: boolean): Start {
  const read = readDocument(journey.graph, journey.name);
  const served = withPlaces(read, tidyOptions(read, catalog));
  const kept = readOnly ? null : keptDraft(journey.id);
  if (kept === null || sameJson(kept.draft, served)) {
    return { document: served, revision: journey.revision, restored: false };
  }
  // Of an older revision it will meet a conflict at its first save, and the person is asked.
  return { document: kept.draft, revision: kept.revision, restored: true };
}

/** The open draft: its document with undo, and its way to the server. */
export function useDraft(journey: Journey, catalog: Catalog, readOnly: boolean): Draft {
  const [start] = useState(() => startOf(journey, catalog, readOnly));
  const [store] = useState(() =>
    createEditorStore(start.document, { readOnly, history: keptHistory(journey.id, start.document) }),
  );
  useKeptHistory(journey.id, store);
  const [saving, setSaving] = useState<Saving>({
    state: 'saved',
    reason: null,
    savedAt: journey.saved_at,
    problems: journey.problems,
    said: start.restored ? NOTHING_SAID : saidOf(start.document, journey.sentences),
  });
  const autosave = useRef<Autosave<JourneyDocument> | null>(null);
  /** The document that the server is known to have, which no change needs to be saved for. */
  const known = useRef(start.document);

  useEffect(() => {
    const save = makeSaver(journey.id, (saved) => setSaving((before) => ({ ...before, ...saved })));
    const created = createAutosave<JourneyDocument>({
      revision: start.revision,
      save,
      onState: (state, reason) => setSaving((before) => ({ ...before, state, reason })),
      shelf: shelfFor(journey.id),
    });
    autosave.current = created;
    if (start.restored) {
      created.change(store.getState().history.present);
    }
    const unsubscribe = store.subscribe((state) => {
      if (state.history.present !== known.current) {
        known.current = state.history.present;
        created.change(state.history.present);
      }
    });
    return () => {
      unsubscribe();
      created.stop();
    };
  }, [journey.id, start, store]);

  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      const state = autosave.current?.state();
      if (state !== 'saved') {
        void autosave.current?.flush();
        event.preventDefault();
      }
    };
    globalThis.addEventListener('beforeunload', onLeave);
    return () => globalThis.removeEventListener('beforeunload', onLeave);
  }, []);

  const current = useCallback(() => autosave.current, []);
  const takeTheirs = (theirs: Journey) => {
    const read = readDocument(theirs.graph, theirs.name);
    known.current = withPlaces(read, tidyOptions(read, catalog));
    autosave.current?.restart(theirs.revision);
    store.getState().replace(known.current);
    setSaving({
      state: 'saved',
      reason: null,
      savedAt: theirs.saved_at,
      problems: theirs.problems,
      said: saidOf(known.current, theirs.sentences),
    });
  };
  return { store, saving, autosave: current, restored: start.restored, takeTheirs };
}
