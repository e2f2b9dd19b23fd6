import { ActionIcon, Alert, Button, Group, Stack, Text, Title, Tooltip } from '@mantine/core';
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconArrowBarUp,
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconDeviceFloppy,
  IconLock,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import type { Component } from 'grapesjs';
import type { ReactNode } from 'react';
import { useWriter } from '../../i18n/use';
import { BlockForm } from './BlockForm';
import classes from './Canvas.module.css';
import { useCanvas } from './context';
import { blockOf } from './design';
import { BlockIcon } from './icons';
import { holdsLocked } from './placing';
import { useCanvasTexts } from './texts';
import { isTextView } from './textView';
import { WhoSees } from './WhoSees';

interface Props {
  /** Keeps the chosen block as a section, where that can be done. */
  readonly onKeep?: ((component: Component) => void) | undefined;
}

/** What can be set of the chosen block, what is wrong with it, and what can be done with it. */
export function BlockPanel({ onKeep }: Props) {
  const t = useCanvasTexts();
  const { text } = useWriter();
  const { selected, palette, problems, readOnly } = useCanvas();
  if (selected === null) {
    return (
      <Stack gap="xs" p="md">
        <Text fw={560}>{t('block.none')}</Text>
        <Text c="dimmed">{t('block.noneHint', { braces: '{{' })}</Text>
      </Stack>
    );
  }
  const block = blockOf(palette, String(selected.get('type') ?? ''));
  const found = problems.filter((one) => one.block !== '' && one.block === selected.getAttributes()['id']);
  return (
    <Stack gap="md" p="md" key={selected.cid}>
      <Group gap="xs">
        <Group gap="xs" wrap="nowrap" flex="1 0 auto">
          <BlockIcon name={block?.icon ?? ''} />
          <Title order={2} size="h3">
            {block ? text(block.labels) : t('block.unknown')}
          </Title>
        </Group>
        {!readOnly && <Acts component={selected} onKeep={onKeep} />}
      </Group>
      {found.map((one) => (
        <Alert
          key={one.message.en}
          color={one.severity === 'error' ? 'red' : 'yellow'}
          icon={one.severity === 'error' ? <IconAlertCircle /> : <IconAlertTriangle />}
          title={text(one.message)}
        >
          {text(one.hint)}
        </Alert>
      ))}
      {block?.locked ? (
        <Alert color="gray" icon={<IconLock />}>
          {t('block.locked')}
        </Alert>
      ) : (
        <>
          <WriteButton component={selected} />
          {block && <BlockForm block={block} component={selected} />}
          <WhoSees component={selected} />
        </>
      )}
    </Stack>
  );
}

function WriteButton({ component }: { readonly component: Component }) {
  const t = useCanvasTexts();
  const { readOnly } = useCanvas();
  const view = component.getView();
  if (readOnly || !isTextView(view)) return null;
  return (
    <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => view.write()}>
      {t('block.write')}
    </Button>
  );
}

function Acts({ component, onKeep }: { readonly component: Component } & Props) {
  const t = useCanvasTexts();
  const { editor, dialect } = useCanvas();
  const parent = component.parent();
  const at = component.index();
  const isFixed = holdsLocked(component, dialect) || !component.get('removable');
  const move = (to: number) => {
    if (parent) component.move(parent, { at: to });
    editor.select(component);
  };
  return (
    <div className={classes['acts']}>
      <Act
        label={t('block.parent')}
        disabled={!parent?.get('selectable')}
        onAct={() => parent && editor.select(parent)}
      >
        <IconArrowBarUp size={16} />
      </Act>
      <Act label={t('block.up')} disabled={at === 0} onAct={() => move(at - 1)}>
        <IconArrowUp size={16} />
      </Act>
      <Act
        label={t('block.down')}
        disabled={!parent || at >= parent.components().length - 1}
        onAct={() => move(at + 2)}
      >
        <IconArrowDown size={16} />
      </Act>
      <Act
        label={t('block.copy')}
        disabled={isFixed}
        onAct={() => {
          const [made] = parent?.append(component.clone(), { at: at + 1 }) ?? [];
          if (made) editor.select(made);
        }}
      >
        <IconCopy size={16} />
      </Act>
      {onKeep && (
        <Act label={t('block.keep')} onAct={() => onKeep(component)}>
          <IconDeviceFloppy size={16} />
        </Act>
      )}
      <Act label={t('block.remove')} disabled={isFixed} onAct={() => component.remove()}>
        <IconTrash size={16} />
      </Act>
    </div>
  );
}

interface ActProps {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onAct: () => void;
  readonly children: ReactNode;
}

function Act({ label, disabled = false, onAct, children }: ActProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="quiet" size="sm" aria-label={label} disabled={disabled} onClick={onAct}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
