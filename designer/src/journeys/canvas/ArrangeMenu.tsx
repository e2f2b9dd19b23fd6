import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconPin,
  IconSitemap,
} from '@tabler/icons-react';
import { useReactFlow } from '@xyflow/react';
import { tidyUp } from '../acts';
import { useEditor, useScope } from '../editor/scope';
import { ALIGNMENTS, type Alignment, align, leastFor } from '../edits/align';
import { useTexts, useWords } from '../texts';

const ICONS: Readonly<Record<Alignment, Icon>> = {
  left: IconLayoutAlignLeft,
  centre: IconLayoutAlignCenter,
  right: IconLayoutAlignRight,
  top: IconLayoutAlignTop,
  middle: IconLayoutAlignMiddle,
  bottom: IconLayoutAlignBottom,
  across: IconLayoutDistributeVertical,
  down: IconLayoutDistributeHorizontal,
};

/** How the drawing is arranged: tidied as a whole, tidied around what was placed by hand, or the selected cards in line. */
export function ArrangeMenu() {
  const t = useTexts();
  const words = useWords();
  const { store, catalog } = useScope();
  const flow = useReactFlow();
  const selected = useEditor((state) => state.selectedNodes);
  const somePlaced = useEditor((state) => Object.keys(state.history.present.layout.placed ?? {}).length > 0);
  const tidied = (around: boolean) => {
    tidyUp(store, catalog, around);
    requestAnimationFrame(() => void flow.fitView({ padding: 0.12, maxZoom: 1, duration: 150 }));
  };
  return (
    <Menu position="bottom-start" withinPortal shadow="md">
      <Menu.Target>
        <Tooltip label={t('canvas.arrange')}>
          <ActionIcon variant="subtle" color="gray.7" size="lg" aria-label={t('canvas.arrange')}>
            <IconSitemap size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconSitemap size={16} />} onClick={() => tidied(false)}>
          {t('canvas.tidyAll')}
        </Menu.Item>
        <Menu.Item leftSection={<IconPin size={16} />} disabled={!somePlaced} onClick={() => tidied(true)}>
          {t('canvas.tidyAround')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('align.title')}</Menu.Label>
        {ALIGNMENTS.map((alignment) => {
          const AlignIcon = ICONS[alignment];
          return (
            <Menu.Item
              key={alignment}
              leftSection={<AlignIcon size={16} />}
              disabled={selected.length < leastFor(alignment)}
              onClick={() =>
                store.getState().apply({ name: 'align' }, (document) => align(document, selected, alignment))
              }
            >
              {words(`align.${alignment}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
