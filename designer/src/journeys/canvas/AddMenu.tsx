import { Menu, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { type Kind, offeredKinds } from '../catalog';
import { useDocument, useScope } from '../editor/scope';
import { iconOf } from '../icons';
import { useTexts } from '../texts';
import type { Wish } from './adding';
import classes from './Canvas.module.css';
import { categoryName, isOff, shelves } from './choice';

interface Props {
  readonly wish: Wish | null;
  readonly onClose: () => void;
  readonly onChoose: (kind: Kind, wish: Wish) => void;
}

/** The choice of steps that "+" opens, at the place of the button. */
export function AddMenu({ wish, onClose, onChoose }: Props) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const document = useDocument();
  const [search, setSearch] = useState('');
  const close = () => {
    wish?.opener?.focus();
    setSearch('');
    onClose();
  };
  const choose = (kind: Kind) => {
    setSearch('');
    if (wish !== null) {
      onChoose(kind, wish);
    }
  };
  const found = shelves(offeredKinds(catalog, document.nodes), search, reading);
  return (
    <Menu
      opened={wish !== null}
      onClose={close}
      position="bottom"
      withArrow
      trapFocus
      returnFocus={false}
      width={280}
      shadow="md"
    >
      <Menu.Target>
        <button
          type="button"
          className={classes['anchor']}
          style={{ left: wish?.anchor.x ?? 0, top: wish?.anchor.y ?? 0 }}
          aria-hidden
          tabIndex={-1}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('canvas.add')} className={classes['choice'] ?? ''}>
        <TextInput
          size="sm"
          type="search"
          data-autofocus
          className={classes['choiceSearch'] ?? ''}
          aria-label={t('canvas.findStep')}
          placeholder={t('canvas.findStep')}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        {found.length === 0 && <Menu.Label>{t('canvas.noSuchStep')}</Menu.Label>}
        {found.map(({ category, kinds }) => (
          <div key={category}>
            <Menu.Label>{categoryName(category, reading)}</Menu.Label>
            {kinds.map((kind) => (
              <Choice key={kind.name} kind={kind} onChoose={() => choose(kind)} />
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Choice({ kind, onChoose }: { readonly kind: Kind; readonly onChoose: () => void }) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const Icon = iconOf(kind.icon);
  const off = isOff(kind, catalog);
  return (
    <Menu.Item
      leftSection={<Icon size={18} color={kind.color} stroke={1.8} aria-hidden />}
      {...(off ? { rightSection: <span className={classes['choiceOff']}>{t('canvas.channelOffShort')}</span> } : {})}
      onClick={onChoose}
    >
      {kind.labels[reading.language]}
    </Menu.Item>
  );
}
