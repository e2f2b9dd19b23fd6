import type { Component, Editor } from 'grapesjs';
import { useCallback, useEffect, useRef, useState } from 'react';
import { sameJson } from '../../drafts/sameJson';
import type { UndoState } from '../editor/contract';
import type { ComponentJson, ProjectJson } from './design';
import { startGrapes } from './grapes';
import { type Around, holdsLocked, insert, name, settle } from './placing';
import { readDom } from './readDom';
import { addTypes, type Stage } from './registry';
import { isTextView, type TextView } from './textView';

const GATHER_MS = 400;

interface Options {
  readonly project: ProjectJson;
  readonly stage: Stage;
  readonly around: Around;
  readonly css: string;
  readonly onChange: (project: ProjectJson) => void;
  readonly onUndoState: (state: UndoState) => void;
}

/** An editor on a canvas, and what of it the panels show. */
export interface Grapes {
  /** To be set on the element in which the canvas stands. */
  readonly at: (element: HTMLElement | null) => void;
  readonly editor: Editor | null;
  readonly selected: Component | null;
  /** The text that is being written. */
  readonly writing: TextView | null;
  /** Counts changes, so that panels that read the editor draw themselves again. */
  readonly moment: number;
  readonly flush: () => void;
  readonly put: (json: ComponentJson) => void;
}

/** Runs one editor from its mount to its end. Options are read at the mount, and their functions whenever they are called. */
export function useGrapes(options: Options): Grapes {
  const [element, at] = useState<HTMLElement | null>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const [selected, setSelected] = useState<Component | null>(null);
  const [writing, setWriting] = useState<TextView | null>(null);
  const [moment, setMoment] = useState(0);
  const flushing = useRef<() => void>(() => undefined);
  const now = useRef(options);
  now.current = options;
  useEffect(() => {
    if (element === null) return;
    const run = start(element, now.current, {
      onReady: setEditor,
      onSelect: setSelected,
      onWrite: setWriting,
      onMoment: () => setMoment((count) => count + 1),
      onChange: (project) => now.current.onChange(project),
      onUndoState: (state) => now.current.onUndoState(state),
    });
    flushing.current = run.flush;
    return () => {
      run.flush();
      run.stop();
      setEditor(null);
      setSelected(null);
      setWriting(null);
    };
  }, [element]);
  const flush = useCallback(() => flushing.current(), []);
  const put = useCallback(
    (json: ComponentJson) => {
      if (editor) insert(editor, json, now.current.stage.dialect, now.current.around);
    },
    [editor],
  );
  return { at, editor, selected, writing, moment, flush, put };
}

interface Told {
  readonly onReady: (editor: Editor) => void;
  readonly onSelect: (component: Component | null) => void;
  readonly onWrite: (view: TextView | null) => void;
  readonly onMoment: () => void;
  readonly onChange: (project: ProjectJson) => void;
  readonly onUndoState: (state: UndoState) => void;
}

function start(element: HTMLElement, { project, stage, around, css }: Options, told: Told) {
  const editor = startGrapes(element, css, stage.words.canvas);
  addTypes(editor, stage);
  editor.loadProjectData(structuredClone(project) as never);
  let known: unknown = null;
  let isLoaded = false;
  let writing: TextView | null = null;
  let undo: UndoState = { canUndo: false, canRedo: false };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!isLoaded) return;
    const found = snapshot(editor, writing);
    if (sameJson(found, known)) return;
    known = found;
    told.onChange(found);
  };
  const changed = () => {
    if (!isLoaded) return;
    clearTimeout(timer);
    timer = setTimeout(tell, GATHER_MS);
    const next = { canUndo: editor.UndoManager.hasUndo(), canRedo: editor.UndoManager.hasRedo() };
    if (next.canUndo !== undo.canUndo || next.canRedo !== undo.canRedo) told.onUndoState(next);
    undo = next;
    told.onMoment();
  };
  const rest = (event: Event) => {
    if (writing && !writing.el.contains(event.target as Node)) writing.rest();
  };
  editor.on('load', () => {
    editor.UndoManager.clear();
    known = snapshot(editor, null);
    isLoaded = true;
    editor.Canvas.getDocument()?.addEventListener('mousedown', rest, true);
    told.onReady(editor);
  });
  const arrive = (ed: Editor, component: Component) => {
    settle(component, stage.dialect, around);
    if (component.parent()) ed.select(component);
  };
  editor.on('update undo redo component:update component:add component:remove', changed);
  editor.on('component:add', (component: Component) => isLoaded && name(component, stage.dialect));
  editor.on('block:drag:stop', (component: Component | undefined) => component && arrive(editor, component));
  editor.on(
    'component:drag:end',
    ({ target }: { target?: Component }) => target && settle(target, stage.dialect, around),
  );
  editor.on('component:selected component:deselected', () => {
    const chosen = editor.getSelected() ?? null;
    if (writing && writing.model !== chosen) writing.rest();
    told.onSelect(chosen);
  });
  editor.on('cauce:write', (view: TextView) => {
    if (writing && writing !== view) writing.rest();
    writing = view;
    told.onWrite(view);
  });
  editor.on('cauce:typed', changed);
  editor.on('cauce:rest', () => {
    writing = null;
    told.onWrite(null);
    changed();
  });
  addKeys(editor, stage);
  return {
    flush: tell,
    stop: () => {
      clearTimeout(timer);
      isLoaded = false;
      editor.destroy();
    },
  };
}

/** The design as it is now, with the words that are being written in it. */
function snapshot(editor: Editor, writing: TextView | null): ProjectJson {
  const project = JSON.parse(JSON.stringify(editor.getProjectData())) as ProjectJson;
  if (writing?.isTouched) {
    const id = writing.model.getId();
    replace(project, id, readDom(writing.inside ?? writing.el));
  }
  return project;
}

function replace(node: unknown, id: string, parts: readonly ComponentJson[]): boolean {
  if (Array.isArray(node)) return node.some((one) => replace(one, id, parts));
  if (typeof node !== 'object' || node === null) return false;
  const component = node as { attributes?: { id?: string }; components?: unknown };
  if (component.attributes?.id === id) {
    component.components = parts;
    return true;
  }
  return Object.values(node).some((one) => replace(one, id, parts));
}

function addKeys(editor: Editor, stage: Stage): void {
  const remove = editor.Commands.get('core:component-delete');
  if (remove) {
    editor.Commands.add('core:component-delete', {
      run(ed: Editor, sender: unknown, given: { component?: Component } = {}) {
        const chosen = given.component ? [given.component] : ed.getSelectedAll();
        if (chosen.some((one) => holdsLocked(one, stage.dialect))) return [];
        return (remove.run as ((...about: unknown[]) => unknown) | undefined)?.call(this, ed, sender, given);
      },
    } as never);
  }
  editor.Keymaps.add('cauce:write', 'enter', (ed: Editor) => {
    const view = ed.getSelected()?.getView();
    if (isTextView(view)) view.write();
  });
}
