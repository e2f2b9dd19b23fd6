import { ActionIcon, Button, Group, Popover, TextInput, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconBold,
  IconBraces,
  IconClearFormatting,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconUnderline,
} from '@tabler/icons-react';
import { type MouseEvent, useRef, useState } from 'react';
import classes from './Canvas.module.css';
import { caretOf, isMarked, link, MARKS, type Mark, mark } from './text';
import { useCanvasTexts } from './texts';
import type { TextView } from './textView';

const ICONS: Readonly<Record<Mark, Icon>> = {
  bold: IconBold,
  italic: IconItalic,
  underline: IconUnderline,
  insertUnorderedList: IconList,
  insertOrderedList: IconListNumbers,
  removeFormat: IconClearFormatting,
};

const NAMES = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  insertUnorderedList: 'list',
  insertOrderedList: 'numbers',
  removeFormat: 'plain',
} as const;

interface Props {
  readonly writing: TextView;
  readonly onToken: () => void;
}

/** A press must not take the caret out of the text. */
const stay = (event: MouseEvent) => event.preventDefault();

/** The buttons for the text that is being written. */
export function TextBar({ writing, onToken }: Props) {
  const t = useCanvasTexts();
  return (
    <Group gap={2} wrap="nowrap" role="toolbar" aria-label={t('text.bar')} className={classes['textBar'] ?? ''}>
      {MARKS.map((name) => {
        const Icon = ICONS[name];
        const label = t(`text.${NAMES[name]}`);
        return (
          <Tooltip key={name} label={label}>
            <ActionIcon
              variant={isMarked(writing, name) ? 'light' : 'subtle'}
              color="quiet"
              aria-label={label}
              onMouseDown={stay}
              onClick={() => mark(writing, name)}
            >
              <Icon size={18} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        );
      })}
      <LinkButton writing={writing} />
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconBraces size={16} aria-hidden />}
        onMouseDown={stay}
        onClick={onToken}
      >
        {t('text.token')}
      </Button>
      <Button size="compact-sm" variant="subtle" onMouseDown={stay} onClick={() => writing.rest()}>
        {t('text.done')}
      </Button>
    </Group>
  );
}

function LinkButton({ writing }: { readonly writing: TextView }) {
  const t = useCanvasTexts();
  const [isOpen, setOpen] = useState(false);
  const [address, setAddress] = useState('');
  const range = useRef<Range | null>(null);
  const done = () => {
    setOpen(false);
    link(writing, range.current, /^(https?:\/\/|mailto:|tel:|\{\{)/i.test(address.trim()) ? address.trim() : '');
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus withinPortal width={300} shadow="md">
      <Popover.Target>
        <Tooltip label={t('text.link')}>
          <ActionIcon
            variant="subtle"
            color="quiet"
            aria-label={t('text.link')}
            onMouseDown={stay}
            onClick={() => {
              range.current = caretOf(writing);
              setAddress('{{ link.page }}');
              setOpen(true);
            }}
          >
            <IconLink size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('text.link')}>
        <TextInput
          data-autofocus
          label={t('text.link')}
          description={t('address.placeholder')}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && done()}
        />
        <Button mt="xs" size="xs" onClick={done}>
          {t('who.done')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
