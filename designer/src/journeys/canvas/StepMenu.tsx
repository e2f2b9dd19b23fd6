import { Menu } from '@mantine/core';
import {
  IconArrowsMaximize,
  IconClipboard,
  IconCopy,
  IconCopyPlus,
  IconCut,
  IconExternalLink,
  IconLineDashed,
  IconLink,
  IconNote,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { placeForNext } from '../acts';
import { kindByName } from '../catalog';
import { nodeById, type Point, positionOf } from '../document';
import { useEditor, useScope } from '../editor/scope';
import { disconnect } from '../edits/connect';
import { type Port, portsOf } from '../ports';
import type { EditorStore } from '../store';
import { useTexts } from '../texts';
import { useAsk, useAskAt } from './adding';
import classes from './Canvas.module.css';
import { cardOf, focusCard, focusForm } from './focus';
import { type MenuSubject, startConnecting, useMoment } from './moment';
import { deleteOrSay, selectAll, stickNote } from './selecting';
import type { ClipActs } from './useClipboard';

const SIZE = 16;

interface Entry {
  readonly label: string;
  readonly icon: ReactNode;
  readonly keys?: string;
  readonly onClick: () => void;
}

/** Selects what the menu is about, unless it is part of what is selected already. */
function selectSubject(store: EditorStore, subject: MenuSubject): void {
  const { selectedNodes, selectedNotes, select } = store.getState();
  if (subject.kind === 'step' && !selectedNodes.includes(subject.id)) {
    select([subject.id], []);
  } else if (subject.kind === 'note' && !selectedNotes.includes(subject.id)) {
    select([], [], [subject.id]);
  }
}

function useWays(id: string): readonly Port[] {
  const { catalog, reading } = useScope();
  const node = useEditor((state) => nodeById(state.history.present, id));
  const kind = node === undefined ? undefined : kindByName(catalog, node.kind);
  return node === undefined || kind === undefined ? [] : portsOf(kind, node.settings, reading.language);
}

function useCopyEntries(clip: ClipActs, subject: MenuSubject): readonly Entry[] {
  const t = useTexts();
  const { store } = useScope();
  const then = (act: () => void) => () => {
    selectSubject(store, subject);
    act();
  };
  const remove = () => deleteOrSay(store, t('canvas.entryStays'));
  return [
    { label: t('clip.copy'), icon: <IconCopy size={SIZE} />, keys: t('keys.copy'), onClick: then(clip.copy) },
    { label: t('clip.cut'), icon: <IconCut size={SIZE} />, keys: t('keys.cut'), onClick: then(clip.cut) },
    {
      label: t('clip.duplicate'),
      icon: <IconCopyPlus size={SIZE} />,
      keys: t('keys.duplicate'),
      onClick: then(clip.duplicate),
    },
    { label: t('canvas.deleteThis'), icon: <IconTrash size={SIZE} />, keys: t('keys.delete'), onClick: then(remove) },
  ];
}

function useStepEntries(id: string): readonly Entry[] {
  const t = useTexts();
  const { store, catalog } = useScope();
  const ask = useAsk();
  const ways = useWays(id);
  const open = () => {
    store.getState().show({ kind: 'node', id });
    focusForm();
  };
  const add = () => {
    store.getState().select([id], []);
    const place = placeForNext(store, catalog, positionOf(store.getState().history.present, id));
    ask(place, cardOf(id) ?? document.body);
  };
  return [
    { label: t('canvas.openStep'), icon: <IconExternalLink size={SIZE} />, keys: t('keys.open'), onClick: open },
    ...(ways.length === 0
      ? []
      : [{ label: t('canvas.addNext'), icon: <IconPlus size={SIZE} />, keys: t('keys.add'), onClick: add }]),
    ...ways.map((port) => ({
      label: ways.length === 1 ? t('canvas.connect') : t('canvas.connectWay', { port: port.label }),
      icon: <IconLink size={SIZE} />,
      ...(ways.length === 1 ? { keys: t('keys.connect') } : {}),
      onClick: () => startConnecting({ node: id, port: port.name }),
    })),
  ];
}

function usePaneEntries(at: Point, anchor: Point, clip: ClipActs): readonly Entry[] {
  const t = useTexts();
  const { store } = useScope();
  const askAt = useAskAt();
  return [
    {
      label: t('canvas.add'),
      icon: <IconPlus size={SIZE} />,
      onClick: () => askAt({ place: { kind: 'free', at }, anchor, opener: null }),
    },
    { label: t('note.add'), icon: <IconNote size={SIZE} />, onClick: () => stickNote(store, at) },
    {
      label: t('clip.paste'),
      icon: <IconClipboard size={SIZE} />,
      keys: t('keys.paste'),
      onClick: () => clip.paste(at),
    },
    {
      label: t('canvas.selectAll'),
      icon: <IconArrowsMaximize size={SIZE} />,
      keys: t('keys.selectAll'),
      onClick: () => selectAll(store),
    },
  ];
}

function Entries({ entries }: { readonly entries: readonly Entry[] }) {
  return entries.map(({ label, icon, keys, onClick }) => (
    <Menu.Item
      key={label}
      leftSection={icon}
      {...(keys === undefined ? {} : { rightSection: <kbd className={classes['keys']}>{keys}</kbd> })}
      onClick={onClick}
    >
      {label}
    </Menu.Item>
  ));
}

interface OfSubject<K extends MenuSubject['kind']> {
  readonly subject: Extract<MenuSubject, { kind: K }>;
  readonly clip: ClipActs;
}

interface AtPoint {
  readonly anchor: Point;
}

function StepEntries({ subject, clip, onlyWays }: OfSubject<'step'> & { readonly onlyWays: boolean }) {
  const entries = useStepEntries(subject.id);
  const copying = useCopyEntries(clip, subject);
  const ways = useWays(subject.id);
  if (onlyWays) {
    return <Entries entries={entries.slice(-ways.length)} />;
  }
  return (
    <>
      <Entries entries={entries} />
      <Menu.Divider />
      <Entries entries={copying} />
    </>
  );
}

function NoteEntries({ subject, clip }: OfSubject<'note'>) {
  return <Entries entries={useCopyEntries(clip, subject)} />;
}

function EdgeEntries({ subject, anchor }: Omit<OfSubject<'edge'>, 'clip'> & AtPoint) {
  const t = useTexts();
  const { store } = useScope();
  const askAt = useAskAt();
  const remove = () => store.getState().apply({ name: 'disconnect' }, (document) => disconnect(document, [subject.id]));
  const add = () => askAt({ place: { kind: 'edge', id: subject.id }, anchor, opener: null });
  return (
    <Entries
      entries={[
        { label: t('canvas.addHere'), icon: <IconPlus size={SIZE} />, onClick: add },
        {
          label: t('canvas.removeLink'),
          icon: <IconLineDashed size={SIZE} />,
          keys: t('keys.delete'),
          onClick: remove,
        },
      ]}
    />
  );
}

function PaneEntries({ subject, anchor, clip }: OfSubject<'pane'> & AtPoint) {
  return <Entries entries={usePaneEntries(subject.at, anchor, clip)} />;
}

/** What can be done to a step, a note, a link or the drawing: by the right button, a long press, or the menu key. */
export function StepMenu({ clip }: { readonly clip: ClipActs }) {
  const t = useTexts();
  const menu = useMoment((moment) => moment.menu);
  const subject = menu?.subject;
  const anchor = menu?.anchor ?? { x: 0, y: 0 };
  const close = () => {
    useMoment.setState({ menu: null });
    if (subject?.kind === 'step' || subject?.kind === 'note') {
      focusCard(subject.kind === 'note' ? `note:${subject.id}` : subject.id);
    }
  };
  return (
    <Menu opened={menu !== null} onClose={close} position="bottom-start" trapFocus returnFocus={false} shadow="md">
      <Menu.Target>
        <button
          type="button"
          className={classes['anchor']}
          style={{ left: anchor.x, top: anchor.y }}
          aria-hidden
          tabIndex={-1}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={t(menu?.onlyWays === true ? 'canvas.chooseWay' : 'canvas.menu')}>
        {menu?.onlyWays === true && <Menu.Label>{t('canvas.chooseWay')}</Menu.Label>}
        {subject?.kind === 'step' && <StepEntries subject={subject} clip={clip} onlyWays={menu?.onlyWays === true} />}
        {subject?.kind === 'note' && <NoteEntries subject={subject} clip={clip} />}
        {subject?.kind === 'edge' && <EdgeEntries subject={subject} anchor={anchor} />}
        {subject?.kind === 'pane' && <PaneEntries subject={subject} anchor={anchor} clip={clip} />}
      </Menu.Dropdown>
    </Menu>
  );
}
