import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type About, type Autosave, createAutosave, type SaveState } from '../../drafts/autosave';
import { sameJson } from '../../drafts/sameJson';
import type { Place } from '../../drafts/shelf';
import { sessionStore } from '../../session/store';
import { fetchTemplate, type TemplateDetail, type TemplateProblem } from '../api';
import type { TemplateDraft } from '../document';
import { shelves } from '../shelves';
import { type Eras, erasAfter, NO_ERAS } from './eras';
import { mergeDrafts } from './merging';
import { draftOf, makeSaver } from './saver';

/** Which tab this is, and which others are open: what each could not save is kept apart. */
export interface Seat {
  readonly tab: string;
  readonly open: ReadonlySet<string>;
}

export interface Saving extends About {
  readonly state: SaveState;
  readonly savedAt: string | null;
  /** What the server found at the last save; null before the first. */
  readonly problems: readonly TemplateProblem[] | null;
}

export interface OpenDraft {
  readonly draft: TemplateDraft;
  readonly eras: Eras;
  readonly saving: Saving;
  /** Whether it goes on from changes that an earlier visit could not save. */
  readonly restored: boolean;
  readonly change: (edit: (draft: TemplateDraft) => TemplateDraft) => void;
  readonly autosave: () => Autosave<TemplateDraft> | null;
  /** What somebody else saved last, where that clashes with what is here. */
  readonly theirs: () => TemplateDetail | null;
  /** Goes on with another draft in place of this one, such as what somebody else saved. */
  readonly goOn: (draft: TemplateDraft, revision: number) => void;
  /** Goes on with one's own in place of what somebody else saved, which the history keeps. */
  readonly keepMine: () => void;
}

interface Start {
  readonly draft: TemplateDraft;
  readonly base: TemplateDraft;
  readonly revision: number;
  readonly restored: boolean;
}

function startOf(template: TemplateDetail, place: Place, open: ReadonlySet<string>): Start {
  const served = draftOf(template);
  const { revision } = template;
  const kept = shelves.kept(place, open);
  if (kept === null || sameJson(kept.draft, served)) return { draft: served, base: served, revision, restored: false };
  if (sameJson(kept.sent, served)) return { draft: kept.draft, base: served, revision, restored: true };
  // Of an older revision it meets a conflict at its first save, and is put together with what is there.
  return { draft: kept.draft, base: kept.base, revision: kept.revision, restored: true };
}

/** The open draft of a template and its way to the server; `onMerged` hears whose changes came into it. */
export function useTemplateDraft(
  template: TemplateDetail,
  seat: Seat,
  onMerged: (who: string | null) => void,
  beforeLeaving: () => void,
): OpenDraft {
  const queries = useQueryClient();
  const [place] = useState<Place>(() => {
    return { user: sessionStore.getState().user?.id ?? 0, thing: template.key, tab: seat.tab };
  });
  const [start] = useState(() => startOf(template, place, seat.open));
  const [draft, setDraft] = useState(start.draft);
  const [eras, setEras] = useState(NO_ERAS);
  const [saving, setSaving] = useState<Saving>({
    state: 'saved',
    reason: null,
    kept: true,
    savedAt: template.saved_at,
    problems: null,
  });
  const current = useRef(start.draft);
  const autosave = useRef<Autosave<TemplateDraft> | null>(null);
  const served = useRef<TemplateDetail>(template);
  const told = useRef({ onMerged, beforeLeaving });
  told.current = { onMerged, beforeLeaving };

  const show = useCallback((next: TemplateDraft) => {
    const before = current.current.document;
    setEras((until) => erasAfter(until, before, next.document));
    current.current = next;
    setDraft(next);
  }, []);

  useEffect(() => {
    const created = createAutosave<TemplateDraft>({
      revision: start.revision,
      base: start.base,
      save: makeSaver(template.key, ({ saved_at: savedAt, problems }) => {
        setSaving((before) => ({ ...before, savedAt, problems }));
        void queries.invalidateQueries({ queryKey: ['templates'] });
      }),
      load: async () => {
        served.current = await fetchTemplate(template.key);
        return { draft: draftOf(served.current), revision: served.current.revision };
      },
      merge: mergeDrafts,
      onDraft: (next, { mine }) => {
        if (sameJson(next, current.current)) return;
        show(next);
        if (mine) told.current.onMerged(served.current.saved_by);
      },
      onState: (state, about) => setSaving((before) => ({ ...before, state, ...about })),
      shelf: shelves.for(place),
    });
    autosave.current = created;
    if (start.restored) created.change(current.current);
    return () => {
      told.current.beforeLeaving();
      created.stop();
    };
  }, [template.key, place, start, queries, show]);
  useLeaving(autosave);

  const change = useCallback((edit: (draft: TemplateDraft) => TemplateDraft) => {
    const next = edit(current.current);
    if (next === current.current) return;
    current.current = next;
    setDraft(next);
    autosave.current?.change(next);
  }, []);
  const goOn = useCallback(
    (next: TemplateDraft, revision: number) => {
      autosave.current?.restart(revision, next);
      show(next);
    },
    [show],
  );
  const keepMine = useCallback(() => autosave.current?.settle(current.current), []);
  return {
    draft,
    eras,
    saving,
    restored: start.restored,
    change,
    goOn,
    keepMine,
    autosave: useCallback(() => autosave.current, []),
    theirs: useCallback(() => (autosave.current?.clash() ? served.current : null), []),
  };
}

/** Nobody closes the window on what is not saved without being asked; signing in again goes on with it. */
function useLeaving(autosave: { readonly current: Autosave<TemplateDraft> | null }): void {
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (autosave.current?.state() === 'saved') return;
      void autosave.current?.flush();
      event.preventDefault();
    };
    globalThis.addEventListener('beforeunload', onLeave);
    const unsubscribe = sessionStore.subscribe(
      (now, before) => now.status === 'in' && before.status !== 'in' && autosave.current?.resume(),
    );
    return () => {
      globalThis.removeEventListener('beforeunload', onLeave);
      unsubscribe();
    };
  }, [autosave]);
}
