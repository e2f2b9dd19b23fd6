import { useCallback, useEffect, useRef, useState } from 'react';
import type { Journey, SavedDraft } from '../../api/types';
import { type About, type Autosave, createAutosave, type SaveState } from '../../drafts/autosave';
import { sameJson } from '../../drafts/sameJson';
import { sessionStore } from '../../session/store';
import { tidyOptions } from '../acts';
import { fetchJourney } from '../api';
import type { Catalog } from '../catalog';
import type { JourneyDocument } from '../document';
import { withPlaces } from '../edits/tidy';
import { keptHistory } from '../keptHistory';
import { merge } from '../merge/merge';
import type { Seat } from '../presence/calls';
import type { Problem } from '../problems';
import { readDocument } from '../readDocument';
import { type SaidSteps, saidOf } from '../said';
import { makeSaver } from '../saving';
import { keptDraft, type Place, shelfFor } from '../shelf';
import { createEditorStore, type EditorStore } from '../store';
import { useKeptHistory } from './useKeptHistory';

export interface Saving extends About {
  readonly state: SaveState;
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
  /** Takes what somebody else saved, while nothing is unsaved here. */
  readonly follow: () => Promise<void>;
  /** Goes on from what the server made of this journey just now, as one act that can be undone. */
  readonly goOn: (document: JourneyDocument, saved: SavedDraft) => void;
}

interface Start {
  readonly document: JourneyDocument;
  readonly base: JourneyDocument;
  readonly revision: number;
  readonly restored: boolean;
}

export interface Told {
  /** Somebody else's changes were put together with one's own. */
  readonly onMerged: (by: string | null) => void;
  readonly onTaken: () => void;
}

const NOTHING_SAID: SaidSteps = new Map();

/** The journey's draft as it is drawn here. */
export function draftOf(journey: Pick<Journey, 'graph' | 'name'>, catalog: Catalog): JourneyDocument {
  const read = readDocument(journey.graph, journey.name);
  return withPlaces(read, tidyOptions(read, catalog));
}

function startOf(journey: Journey, catalog: Catalog, kept: ReturnType<typeof keptDraft>): Start {
  const served = draftOf(journey, catalog);
  const { revision } = journey;
  if (kept === null || sameJson(kept.draft, served)) {
    return { document: served, base: served, revision, restored: false };
  }
  if (sameJson(kept.sent, served)) {
    return { document: kept.draft, base: served, revision, restored: true };
  }
  // Of an older revision it will meet a conflict at its first save, and is put together with what is there.
  return { document: kept.draft, base: kept.base, revision: kept.revision, restored: true };
}

function placeOf(journey: Journey, seat: Seat): Place {
  return { user: sessionStore.getState().user?.id ?? 0, journey: journey.id, tab: seat.tab };
}

/** The open draft: its document with undo, and its way to the server. */
export function useDraft(journey: Journey, catalog: Catalog, seat: Seat, mayEdit: boolean, told: Told): Draft {
  const [place] = useState(() => placeOf(journey, seat));
  const [start] = useState(() => startOf(journey, catalog, mayEdit ? keptDraft(place, seat.open) : null));
  const [store] = useState(() =>
    createEditorStore(start.document, { readOnly: !mayEdit, history: keptHistory(journey.id, start.document) }),
  );
  useKeptHistory(journey.id, store);
  const [saving, setSaving] = useState<Saving>({
    state: 'saved',
    reason: null,
    kept: true,
    savedAt: journey.saved_at,
    problems: journey.problems,
    said: start.restored ? NOTHING_SAID : saidOf(start.document, journey.sentences),
  });
  const autosave = useRef<Autosave<JourneyDocument> | null>(null);
  /** The document that the server is known to have, which no change needs to be saved for. */
  const known = useRef(start.document);
  const telling = useRef(told);
  telling.current = told;
  /** What the server said last of the draft that it has. */
  const served = useRef(journey);

  const take = useCallback((theirs: Journey, document: JourneyDocument) => {
    const said = saidOf(document, theirs.sentences);
    setSaving((before) => ({ ...before, savedAt: theirs.saved_at, problems: theirs.problems, said }));
  }, []);
  /** What the server knows may be told anew at any time; the draft and its way there stay the same ones. */
  const knowing = useRef(catalog);
  knowing.current = catalog;
  const load = useCallback(async () => {
    served.current = await fetchJourney(journey.id);
    return { draft: draftOf(served.current, knowing.current), revision: served.current.revision };
  }, [journey.id]);

  useEffect(() => {
    const save = makeSaver({
      id: journey.id,
      tab: place.tab,
      onSaved: (saved) => setSaving((before) => ({ ...before, ...saved })),
      onTaken: () => telling.current.onTaken(),
    });
    const created = createAutosave<JourneyDocument>({
      revision: start.revision,
      base: start.base,
      save,
      load,
      merge: (base, mine, theirs) => {
        const merged = merge(base, mine, theirs);
        return merged.clashes.length > 0 ? null : merged.document;
      },
      onDraft: (draft, { base, theirs, mine }) => {
        known.current = draft;
        store.getState().rebase(draft, (document) => merge(base, document, theirs).document);
        if (mine) {
          telling.current.onMerged(served.current.saved_by);
        } else {
          take(served.current, draft);
        }
      },
      onState: (state, about) => setSaving((before) => ({ ...before, state, ...about })),
      shelf: shelfFor(place),
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
  }, [journey.id, place, start, store, load, take]);

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
  useEffect(
    () =>
      sessionStore.subscribe(
        (now, before) => now.status === 'in' && before.status !== 'in' && autosave.current?.resume(),
      ),
    [],
  );

  const current = useCallback(() => autosave.current, []);
  const follow = useCallback(async () => {
    autosave.current?.follow(await load());
  }, [load]);
  const goOn = useCallback(
    (document: JourneyDocument, saved: SavedDraft) => {
      known.current = document;
      autosave.current?.restart(saved.revision, document);
      store.getState().replace(document, { name: 'restore' });
      const { problems, sentences } = saved;
      setSaving((before) => ({ ...before, savedAt: saved.saved_at, problems, said: saidOf(document, sentences) }));
    },
    [store],
  );
  return { store, saving, autosave: current, restored: start.restored, follow, goOn };
}
