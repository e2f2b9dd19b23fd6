import { ActionIcon, Drawer } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { kindByName } from '../catalog';
import { nodeById } from '../document';
import { useDocument, useEditor, useScope } from '../editor/scope';
import { PastPanel } from '../past/PastPanel';
import { useDraftTexts } from '../past/texts';
import { useTexts } from '../texts';
import { useWalkTexts } from '../walk/texts';
import { WalkPanel } from '../walk/WalkPanel';
import { JourneyPanel } from './JourneyPanel';
import { NodePanel } from './NodePanel';
import classes from './Panel.module.css';
import { ProblemsPanel } from './ProblemsPanel';

interface Shown {
  readonly title: string;
  readonly content: ReactNode;
}

function useShown(): Shown | null {
  const t = useTexts();
  const d = useDraftTexts();
  const walk = useWalkTexts();
  const { catalog, reading } = useScope();
  const panel = useEditor((state) => state.panel);
  const document = useDocument();
  switch (panel.kind) {
    case 'none':
      return null;
    case 'journey':
      return { title: t('panel.name'), content: <JourneyPanel /> };
    case 'problems':
      return { title: t('panel.problems'), content: <ProblemsPanel /> };
    case 'walk':
      return { title: walk('title'), content: <WalkPanel /> };
    case 'versions':
      return { title: d('past.title'), content: <PastPanel /> };
    case 'node': {
      const node = nodeById(document, panel.id);
      if (node === undefined) {
        return null;
      }
      const title = kindByName(catalog, node.kind)?.labels[reading.language] ?? t('canvas.unknownKind');
      return { title, content: <NodePanel key={node.id} node={node} /> };
    }
  }
}

/** What stands open beside the drawing; on a narrow screen a sheet from below. */
export function SidePanel({ narrow }: { readonly narrow: boolean }) {
  const t = useTexts();
  const { store } = useScope();
  const shown = useShown();
  const close = () => {
    store.getState().select([], []);
    store.getState().show({ kind: 'none' });
  };
  if (narrow) {
    return (
      <Drawer
        opened={shown !== null}
        onClose={close}
        position="bottom"
        size="62dvh"
        radius="lg"
        title={<b>{shown?.title}</b>}
        closeButtonProps={{ 'aria-label': t('editor.close') }}
      >
        {shown?.content}
      </Drawer>
    );
  }
  if (shown === null) {
    return null;
  }
  return (
    <aside className={classes['panel']} aria-label={shown.title} data-panel>
      <header className={classes['header']}>
        <h2 className={classes['title']}>{shown.title}</h2>
        <ActionIcon variant="subtle" color="quiet" aria-label={t('editor.close')} onClick={close}>
          <IconX size={18} />
        </ActionIcon>
      </header>
      <div className={classes['content']}>{shown.content}</div>
    </aside>
  );
}
