import { ActionIcon, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCopyPlus,
  IconNote,
  IconSearch,
  IconTrash,
} from '@tabler/icons-react';
import { useReactFlow } from '@xyflow/react';
import { kindByName } from '../catalog';
import { duplicateSelected } from '../copying';
import { NOTE_WIDTH } from '../document';
import { useEditor, useScope } from '../editor/scope';
import type { Act } from '../history';
import { useTexts } from '../texts';
import { ArrangeMenu } from './ArrangeMenu';
import { useMoment } from './moment';
import { deleteOrSay, stickNote } from './selecting';
import classes from './Toolbar.module.css';

interface Tool {
  readonly label: string;
  readonly Icon: Icon;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

/** An act's name in words, such as "insert Wait". */
function useActInWords(): (act: Act) => string {
  const { reading } = useScope();
  return (act) => {
    const kind = kindByName(reading.catalog, act.subject ?? '');
    const label = kind?.labels[reading.language] ?? act.subject ?? '';
    return reading.words(`act.${act.name}`, { subject: reading.words('quoted', { text: label }) });
  };
}

function ToolButton({ label, Icon, disabled, onClick }: Tool) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="quiet"
        size="lg"
        aria-label={label}
        disabled={disabled === true}
        onClick={onClick}
      >
        <Icon size={18} />
      </ActionIcon>
    </Tooltip>
  );
}

function useHistoryTools(): readonly Tool[] {
  const t = useTexts();
  const { store } = useScope();
  const inWords = useActInWords();
  const last = useEditor((state) => state.history.past.at(-1)?.act);
  const next = useEditor((state) => state.history.future[0]?.act);
  return [
    {
      label: last === undefined ? t('act.undo') : t('act.undoOf', { act: inWords(last) }),
      Icon: IconArrowBackUp,
      disabled: last === undefined,
      onClick: () => store.getState().undo(),
    },
    {
      label: next === undefined ? t('act.redo') : t('act.redoOf', { act: inWords(next) }),
      Icon: IconArrowForwardUp,
      disabled: next === undefined,
      onClick: () => store.getState().redo(),
    },
  ];
}

function useCardTools(): readonly Tool[] {
  const t = useTexts();
  const { store, catalog } = useScope();
  const flow = useReactFlow();
  const cards = useEditor((state) => state.selectedNodes.length + state.selectedNotes.length);
  const links = useEditor((state) => state.selectedEdges.length);
  const note = () => {
    const { left, top, width } = document.querySelector('.react-flow')?.getBoundingClientRect() ?? new DOMRect();
    const { x, y } = flow.screenToFlowPosition({ x: left + width * 0.75, y: top + 96 });
    stickNote(store, { x: x - NOTE_WIDTH / 2, y });
  };
  return [
    {
      label: t('clip.duplicate'),
      Icon: IconCopyPlus,
      disabled: cards === 0,
      onClick: () => duplicateSelected(store, catalog),
    },
    {
      label: t('canvas.delete'),
      Icon: IconTrash,
      disabled: cards + links === 0,
      onClick: () => deleteOrSay(store, t('canvas.entryStays')),
    },
    { label: t('note.add'), Icon: IconNote, onClick: note },
    { label: t('canvas.search'), Icon: IconSearch, onClick: () => useMoment.setState({ searching: true }) },
  ];
}

/** Undo and redo with the name of the act, and what is done to the drawing as a whole. */
export function Toolbar() {
  const t = useTexts();
  const past = useHistoryTools();
  const cards = useCardTools();
  return (
    <div className={classes['toolbar']} role="toolbar" aria-label={t('canvas.tools')}>
      {past.map((tool) => (
        <ToolButton key={tool.label} {...tool} />
      ))}
      <ArrangeMenu />
      {cards.map((tool) => (
        <ToolButton key={tool.label} {...tool} />
      ))}
    </div>
  );
}
