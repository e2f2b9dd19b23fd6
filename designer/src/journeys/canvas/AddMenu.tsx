import { Menu } from '@mantine/core';
import { type Kind, offeredKinds } from '../catalog';
import { useDocument, useScope } from '../editor/scope';
import { iconOf } from '../icons';
import { useTexts } from '../texts';
import type { Wish } from './adding';
import classes from './Canvas.module.css';

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
  const close = () => {
    wish?.opener?.focus();
    onClose();
  };
  const kinds = offeredKinds(catalog, document.nodes);
  return (
    <Menu
      opened={wish !== null}
      onClose={close}
      position="bottom"
      withArrow
      trapFocus
      returnFocus={false}
      width={260}
      shadow="md"
    >
      <Menu.Target>
        <span
          className={classes['anchor']}
          style={{ left: wish?.anchor.x ?? 0, top: wish?.anchor.y ?? 0 }}
          tabIndex={-1}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('canvas.add')}>
        {kinds.map((kind) => {
          const Icon = iconOf(kind.icon);
          return (
            <Menu.Item
              key={kind.name}
              leftSection={<Icon size={18} color={kind.color} stroke={1.8} aria-hidden />}
              onClick={() => wish !== null && onChoose(kind, wish)}
            >
              {kind.labels[reading.language]}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
