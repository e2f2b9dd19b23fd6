import { Text } from '@mantine/core';
import { useReactFlow } from '@xyflow/react';
import { addStep, placeForNext } from '../acts';
import { type Kind, offeredKinds } from '../catalog';
import { CARD_WIDTH } from '../document';
import { useDocument, useScope } from '../editor/scope';
import { iconOf } from '../icons';
import { useTexts } from '../texts';
import classes from './Palette.module.css';

/** What a tile carries while it is dragged. */
export const DRAGGED_KIND = 'application/x-cauce-kind';

function Tile({ kind, onAdd }: { readonly kind: Kind; readonly onAdd: (kind: Kind) => void }) {
  const { reading } = useScope();
  const Icon = iconOf(kind.icon);
  return (
    <button
      type="button"
      className={classes['tile']}
      style={{ '--kind': kind.color }}
      draggable
      title={kind.descriptions[reading.language]}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED_KIND, kind.name);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={() => onAdd(kind)}
    >
      <Icon size={18} stroke={1.8} aria-hidden className={classes['icon']} />
      {kind.labels[reading.language]}
    </button>
  );
}

/** Every kind of step that can be added, in the order and colours that the server names. */
export function Palette() {
  const t = useTexts();
  const { store, catalog, reading } = useScope();
  const document = useDocument();
  const flow = useReactFlow();
  const add = (kind: Kind) => {
    const canvas = globalThis.document.querySelector('.react-flow');
    const box = canvas?.getBoundingClientRect() ?? { left: 0, top: 0, width: 0, height: 0 };
    const middle = flow.screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
    const fallback = { x: middle.x - CARD_WIDTH / 2, y: middle.y };
    addStep(store, catalog, kind.name, placeForNext(store, catalog, fallback));
  };
  const kinds = offeredKinds(catalog, document.nodes);
  const categories = [...new Set(kinds.map((kind) => kind.category))];
  return (
    <aside className={classes['palette']} aria-label={t('canvas.palette')}>
      <Text className={classes['hint']}>{t('canvas.paletteHint')}</Text>
      {categories.map((category) => (
        <section key={category}>
          <h3 className={classes['category']}>{reading.words(`category.${category}`)}</h3>
          {kinds
            .filter((kind) => kind.category === category)
            .map((kind) => (
              <Tile key={kind.name} kind={kind} onAdd={add} />
            ))}
        </section>
      ))}
    </aside>
  );
}
