import { Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useReactFlow } from '@xyflow/react';
import { useState } from 'react';
import { addStep, placeForNext } from '../acts';
import { type Kind, offeredKinds } from '../catalog';
import { CARD_WIDTH } from '../document';
import { useDocument, useScope } from '../editor/scope';
import { iconOf } from '../icons';
import { useTexts } from '../texts';
import { categoryName, isOff, shelves } from './choice';
import classes from './Palette.module.css';

/** What a tile carries while it is dragged. */
export const DRAGGED_KIND = 'application/x-cauce-kind';

function Tile({ kind, onAdd }: { readonly kind: Kind; readonly onAdd: (kind: Kind) => void }) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const Icon = iconOf(kind.icon);
  const off = isOff(kind, catalog);
  const about = kind.descriptions[reading.language];
  return (
    <button
      type="button"
      className={classes['tile']}
      style={{ '--kind': kind.color }}
      data-off={off}
      draggable
      title={off ? `${t('canvas.channelOff')} ${about}` : about}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED_KIND, kind.name);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={() => onAdd(kind)}
    >
      <Icon size={18} stroke={1.8} aria-hidden className={classes['icon']} />
      <span>
        {kind.labels[reading.language]}
        {off && <small className={classes['off']}>{t('canvas.channelOffShort')}</small>}
      </span>
    </button>
  );
}

/** Every kind of step that can be added, in the order and colours that the server names. */
export function Palette() {
  const t = useTexts();
  const { store, catalog, reading } = useScope();
  const document = useDocument();
  const flow = useReactFlow();
  const [search, setSearch] = useState('');
  const add = (kind: Kind) => {
    const canvas = globalThis.document.querySelector('.react-flow');
    const box = canvas?.getBoundingClientRect() ?? { left: 0, top: 0, width: 0, height: 0 };
    const middle = flow.screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
    const fallback = { x: middle.x - CARD_WIDTH / 2, y: middle.y };
    addStep(store, catalog, kind.name, placeForNext(store, catalog, fallback));
  };
  const found = shelves(offeredKinds(catalog, document.nodes), search, reading);
  return (
    <aside className={classes['palette']} aria-label={t('canvas.palette')}>
      <div className={classes['search']}>
        <TextInput
          size="xs"
          type="search"
          aria-label={t('canvas.findStep')}
          placeholder={t('canvas.findStep')}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      <Text className={classes['hint']}>{t(found.length === 0 ? 'canvas.noSuchStep' : 'canvas.paletteHint')}</Text>
      {found.map(({ category, kinds }) => (
        <section key={category}>
          <h2 className={classes['category']}>{categoryName(category, reading)}</h2>
          {kinds.map((kind) => (
            <Tile key={kind.name} kind={kind} onAdd={add} />
          ))}
        </section>
      ))}
    </aside>
  );
}
