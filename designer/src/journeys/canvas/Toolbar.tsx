import { ActionIcon, Tooltip } from '@mantine/core';
import { type Icon, IconArrowBackUp, IconArrowForwardUp, IconSitemap, IconTrash } from '@tabler/icons-react';
import { useReactFlow } from '@xyflow/react';
import { announce } from '../../parts/notices';
import { deleteSelected, tidyUp } from '../acts';
import { kindByName } from '../catalog';
import { useEditor, useScope } from '../editor/scope';
import type { Act } from '../history';
import { useTexts } from '../texts';
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

/** Undo and redo with the name of the act, and what is done to the drawing as a whole. */
export function Toolbar() {
  const t = useTexts();
  const { store, catalog } = useScope();
  const inWords = useActInWords();
  const flow = useReactFlow();
  const last = useEditor((state) => state.history.past.at(-1)?.act);
  const next = useEditor((state) => state.history.future[0]?.act);
  const nothing = useEditor((state) => state.selectedNodes.length + state.selectedEdges.length === 0);
  const fit = () => void flow.fitView({ padding: 0.12, maxZoom: 1, duration: 150 });
  const tools: readonly Tool[] = [
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
    {
      label: t('canvas.tidy'),
      Icon: IconSitemap,
      onClick: () => {
        tidyUp(store, catalog);
        requestAnimationFrame(fit);
      },
    },
    {
      label: t('canvas.delete'),
      Icon: IconTrash,
      disabled: nothing,
      onClick: () => {
        if (!deleteSelected(store)) {
          announce(t('canvas.entryStays'), 'failed');
        }
      },
    },
  ];
  return (
    <div className={classes['toolbar']} role="toolbar" aria-label={t('canvas.label')}>
      {tools.map(({ label, Icon, disabled, onClick }) => (
        <Tooltip key={label} label={label}>
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
      ))}
    </div>
  );
}
