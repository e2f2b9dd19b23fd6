import { Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { Block } from 'grapesjs';
import { type DragEvent, type ReactNode, useMemo, useState } from 'react';
import { useWriter } from '../../i18n/use';
import classes from './Canvas.module.css';
import { useCanvas } from './context';
import { CATEGORIES, type ComponentJson, type PaletteBlock, startOf } from './design';
import { BlockIcon } from './icons';
import { useCanvasTexts } from './texts';

interface Props {
  readonly onPut: (json: ComponentJson) => void;
  /** What stands below the tiles, such as saved sections. */
  readonly children?: ReactNode;
}

const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The blocks that can be put into the design: dragged there, or pressed. */
export function PalettePanel({ onPut, children }: Props) {
  const t = useCanvasTexts();
  const { text } = useWriter();
  const { palette, language } = useCanvas();
  const [search, setSearch] = useState('');
  const offered = useMemo(
    () => palette.filter((one) => !one.hidden && fold(`${text(one.labels)} ${text(one.help)}`).includes(fold(search))),
    [palette, search, text],
  );
  const categories = [...CATEGORIES, 'other' as const].map((category) => ({
    category,
    blocks: offered.filter((one) => (CATEGORIES.find((known) => known === one.category) ?? 'other') === category),
  }));
  return (
    <section className={classes['palette']} aria-label={t('palette.title')}>
      <TextInput
        size="xs"
        placeholder={t('palette.search')}
        aria-label={t('palette.search')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {categories
        .filter(({ blocks }) => blocks.length > 0)
        .map(({ category, blocks }) => (
          <div key={category}>
            <h2 className={classes['category']}>{t(`palette.category.${category}`)}</h2>
            <div className={classes['tiles']}>
              {blocks.map((block) => (
                <Tile key={block.name ?? block.tag} block={block} language={language} onPut={onPut} />
              ))}
            </div>
          </div>
        ))}
      {offered.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {t('palette.none')}
        </Text>
      )}
      {children}
    </section>
  );
}

interface TileProps {
  readonly block: PaletteBlock;
  readonly language: string;
  readonly onPut: (json: ComponentJson) => void;
}

function Tile({ block, language, onPut }: TileProps) {
  const { text } = useWriter();
  const name = block.name ?? block.tag;
  const drag = useDragging(name, () => startOf(block, language));
  return (
    <UnstyledButton
      className={classes['tile']}
      data-block={name}
      title={text(block.help)}
      {...drag}
      onClick={() => onPut(startOf(block, language))}
    >
      <BlockIcon name={block.icon} />
      <span>{text(block.labels)}</span>
    </UnstyledButton>
  );
}

/** What makes an element one that can be dragged onto the canvas. */
export function useDragging(id: string, start: () => ComponentJson) {
  const { editor } = useCanvas();
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      const block = editor.Blocks.add(`drag-${id}`, { label: id, content: start() as never });
      editor.Blocks.startDrag(block as Block, event.nativeEvent);
    },
    onDragEnd: () => editor.Blocks.endDrag(false),
  };
}
