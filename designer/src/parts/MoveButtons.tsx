import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';

interface Props {
  /** What each button is called. */
  readonly words: { readonly up: string; readonly down: string; readonly remove: string };
  readonly at: number;
  readonly count: number;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** The buttons that move one of many up or down, and remove it. */
export function MoveButtons({ words, at, count, onMove, onRemove }: Props) {
  const buttons = [
    { text: words.up, Icon: IconArrowUp, off: at === 0, act: () => onMove(-1) },
    { text: words.down, Icon: IconArrowDown, off: at === count - 1, act: () => onMove(1) },
    { text: words.remove, Icon: IconTrash, off: false, act: onRemove },
  ];
  return buttons.map(({ text, Icon, off, act }) => (
    <ActionIcon key={text} variant="subtle" color="quiet" aria-label={text} title={text} disabled={off} onClick={act}>
      <Icon size={16} />
    </ActionIcon>
  ));
}
