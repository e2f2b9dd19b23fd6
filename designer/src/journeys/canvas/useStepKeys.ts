import { useReactFlow } from '@xyflow/react';
import { type KeyboardEvent, useCallback } from 'react';
import { connectSteps, placeForNext } from '../acts';
import { kindByName } from '../catalog';
import { CARD_HEIGHT, CARD_WIDTH, nodeById, type Point, positionOf } from '../document';
import { type EditorScope, useScope } from '../editor/scope';
import { placeByHand } from '../edits/moveNodes';
import { moveNotes, noteById } from '../edits/notes';
import { type Direction, neighbour } from '../neighbours';
import { portsOf } from '../ports';
import { useAsk } from './adding';
import { noteOf } from './flow';
import { cardOf, focusCard, focusForm, middleOf } from './focus';
import { openMenu, startConnecting, useMoment } from './moment';

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};
const WAYS: Readonly<Record<Direction, Point>> = {
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
};
const STEP = 8;
const LEAP = 40;

function toggled(list: readonly string[], id: string): readonly string[] {
  return list.includes(id) ? list.filter((other) => other !== id) : [...list, id];
}

/** Moves what is selected with the step that has the keyboard; steps in a row are one act. */
function nudge({ store }: EditorScope, id: string, direction: Direction, by: number): void {
  const { selectedNodes, selectedNotes, apply } = store.getState();
  const own = noteOf(id);
  const together = own === null ? selectedNodes.includes(id) : selectedNotes.includes(own);
  const nodes = together ? selectedNodes : [id];
  const notes = together ? selectedNotes : own === null ? [] : [own];
  const way = WAYS[direction];
  const moved = ({ x, y }: Point) => ({ x: x + way.x * by, y: y + way.y * by });
  apply({ name: 'move', merge: `keys ${nodes.join(' ')} ${notes.join(' ')}` }, (document) => {
    const places = new Map(
      nodes.filter((node) => nodeById(document, node)).map((node) => [node, moved(positionOf(document, node))]),
    );
    const known = notes.flatMap((note) => {
      const found = noteById(document, note);
      return found === undefined ? [] : [[note, moved(found)] as const];
    });
    return moveNotes(placeByHand(document, places), new Map(known));
  });
}

/** Begins to lead a way out somewhere: the only one at once, of several the one that is then chosen. */
export function beginConnecting({ store, catalog, reading }: EditorScope, id: string, anchor: Point): void {
  const node = nodeById(store.getState().history.present, id);
  const kind = node === undefined ? undefined : kindByName(catalog, node.kind);
  const ports = node === undefined || kind === undefined ? [] : portsOf(kind, node.settings, reading.language);
  const [only, ...others] = ports;
  if (only !== undefined && others.length === 0) {
    startConnecting({ node: id, port: only.name });
  } else if (only !== undefined) {
    openMenu({ subject: { kind: 'step', id }, anchor, onlyWays: true });
  }
}

/** Leads the way out that is being led to a step, where one is; whether it was. */
export function finishConnecting({ store }: EditorScope, to: string): boolean {
  const { connecting } = useMoment.getState();
  if (connecting === null || noteOf(to) !== null) {
    return false;
  }
  connectSteps(store, connecting, to);
  useMoment.setState({ connecting: null });
  return true;
}

interface Pressed {
  readonly scope: EditorScope;
  readonly ask: ReturnType<typeof useAsk>;
  readonly card: HTMLElement;
  readonly id: string;
  readonly flow: ReturnType<typeof useReactFlow>;
}

function onArrow({ scope, id, flow }: Pressed, direction: Direction, event: KeyboardEvent): void {
  const { store } = scope;
  const state = store.getState();
  if (event.altKey) {
    if (!state.readOnly) {
      nudge(scope, id, direction, event.shiftKey ? LEAP : STEP);
    }
    return;
  }
  const next = neighbour(state.history.present, id, direction);
  if (next !== null) {
    if (cardOf(next) === null) {
      // What is out of sight is not drawn, and cannot have the keyboard.
      const { x, y } = positionOf(state.history.present, next);
      void flow.setCenter(x + CARD_WIDTH / 2, y + CARD_HEIGHT / 2, { zoom: flow.getZoom() });
    }
    focusCard(next);
    if (event.shiftKey) {
      state.select([...new Set([...state.selectedNodes, id, next])], [], state.selectedNotes);
    }
  }
}

function selectAlone({ scope, id }: Pressed): void {
  const note = noteOf(id);
  scope.store.getState().select(note === null ? [id] : [], [], note === null ? [] : [note]);
}

function openForm(pressed: Pressed): void {
  if (finishConnecting(pressed.scope, pressed.id)) {
    return;
  }
  selectAlone(pressed);
  if (noteOf(pressed.id) === null) {
    focusForm();
  } else {
    pressed.card.querySelector('textarea')?.focus();
  }
}

function toggleSelected({ scope, id }: Pressed): void {
  const { selectedNodes, selectedEdges, selectedNotes, select } = scope.store.getState();
  const note = noteOf(id);
  if (note === null) {
    select(toggled(selectedNodes, id), selectedEdges, selectedNotes);
  } else {
    select(selectedNodes, selectedEdges, toggled(selectedNotes, note));
  }
}

function addAfter(pressed: Pressed): void {
  const { store, catalog } = pressed.scope;
  selectAlone(pressed);
  const at = positionOf(store.getState().history.present, pressed.id);
  pressed.ask(placeForNext(store, catalog, at), pressed.card);
}

function menuOf({ id, card }: Pressed): void {
  openMenu({ subject: subjectOf(id), anchor: middleOf(card) });
}

const READING: ReadonlyMap<string, (pressed: Pressed) => void> = new Map([
  ['Enter', openForm],
  [' ', toggleSelected],
]);

const EDITING: ReadonlyMap<string, (pressed: Pressed) => void> = new Map([
  ['a', addAfter],
  ['+', addAfter],
  ['c', ({ scope, id, card }: Pressed) => beginConnecting(scope, id, middleOf(card))],
  ['ContextMenu', menuOf],
  ['shift F10', menuOf],
]);

function actOf(event: KeyboardEvent, pressed: Pressed): (() => void) | undefined {
  const direction = ARROWS[event.key];
  if (direction !== undefined) {
    return () => onArrow(pressed, direction, event);
  }
  const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const key = event.key === 'F10' && event.shiftKey ? 'shift F10' : letter;
  const { readOnly } = pressed.scope.store.getState();
  const act = READING.get(key) ?? (readOnly ? undefined : EDITING.get(key));
  return act === undefined ? undefined : () => act(pressed);
}

/** What the keys do where a step or a note has the keyboard. */
export function useStepKeys() {
  const scope = useScope();
  const ask = useAsk();
  const flow = useReactFlow();
  return useCallback(
    (event: KeyboardEvent) => {
      const card =
        event.target instanceof HTMLElement && event.target.matches('.react-flow__node') ? event.target : null;
      const id = card?.getAttribute('data-id') ?? null;
      if (card === null || id === null || event.ctrlKey || event.metaKey) {
        return;
      }
      const act = actOf(event, { scope, ask, card, id, flow });
      if (act !== undefined) {
        event.preventDefault();
        event.stopPropagation();
        act();
      }
    },
    [scope, ask, flow],
  );
}

/** What a menu on a drawn card is about. */
export function subjectOf(id: string) {
  const note = noteOf(id);
  return note === null ? ({ kind: 'step', id } as const) : ({ kind: 'note', id: note } as const);
}
