import { ActionIcon, Button, Group, NumberInput, Paper, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { TokenText } from '../../tokens/TokenText';
import { useEditorTexts } from '../texts';
import { ACTS, freeKey, KEYS, type Key, type Menu } from './content';

interface Props {
  readonly menu: Menu;
  readonly disabled: boolean;
  readonly discloses: boolean;
  readonly onChange: (menu: Menu) => void;
}

/** What somebody hears who may press a key, and what each key does. */
export function MenuForm({ menu, disabled, discloses, onChange }: Props) {
  const t = useEditorTexts();
  const set = (at: number, key: Key) =>
    onChange({ ...menu, keys: menu.keys.map((one, index) => (index === at ? key : one)) });
  return (
    <Stack gap="sm">
      <TokenText
        label={t('voice.menu')}
        value={menu.text}
        disabled={disabled}
        error={discloses ? t('voice.discloses') : null}
        onChange={(text) => onChange({ ...menu, text })}
      />
      {menu.keys.map((key, at) => (
        <KeyForm
          // biome-ignore lint/suspicious/noArrayIndexKey: a key is what stands at its place
          key={at}
          value={key}
          used={menu.keys.map((one) => one.key)}
          disabled={disabled}
          onChange={(next) => set(at, next)}
          onRemove={() => onChange({ ...menu, keys: menu.keys.filter((_, index) => index !== at) })}
        />
      ))}
      {!disabled && menu.keys.length < KEYS.length && (
        <Button
          variant="default"
          size="xs"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange({ ...menu, keys: [...menu.keys, { key: freeKey(menu), act: 'go_on', say: '' }] })}
        >
          {t('voice.addKey')}
        </Button>
      )}
      <Group gap="sm" grow>
        <NumberInput
          label={t('voice.wait')}
          min={2}
          max={20}
          allowDecimal={false}
          disabled={disabled}
          value={menu.wait}
          onChange={(wait) => typeof wait === 'number' && wait >= 2 && onChange({ ...menu, wait })}
        />
        <NumberInput
          label={t('voice.tries')}
          min={1}
          max={3}
          allowDecimal={false}
          disabled={disabled}
          value={menu.tries}
          onChange={(tries) => typeof tries === 'number' && tries >= 1 && onChange({ ...menu, tries })}
        />
      </Group>
      <TokenText
        single
        label={t('voice.nothing')}
        value={menu.nothing}
        disabled={disabled}
        onChange={(nothing) => onChange({ ...menu, nothing })}
      />
    </Stack>
  );
}

interface KeyProps {
  readonly value: Key;
  readonly used: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (key: Key) => void;
  readonly onRemove: () => void;
}

function KeyForm({ value, used, disabled, onChange, onRemove }: KeyProps) {
  const t = useEditorTexts();
  const { key } = value;
  const act = (next: string | null) => {
    const chosen = ACTS.find((one) => one === next) ?? 'go_on';
    const { number = '', ...rest } = value;
    onChange(chosen === 'agent' ? { ...rest, act: chosen, number } : { ...rest, act: chosen });
  };
  return (
    <Paper withBorder p="xs" bg="var(--cauce-canvas)">
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <Select
          w={76}
          label={t('voice.key')}
          allowDeselect={false}
          disabled={disabled}
          data={KEYS.filter((one) => one === key || !used.includes(one))}
          value={key}
          onChange={(next) => next !== null && onChange({ ...value, key: next })}
        />
        <Select
          flex={1}
          label={t('voice.act', { key })}
          allowDeselect={false}
          disabled={disabled}
          data={ACTS.map((one) => ({ value: one, label: t(`voice.acts.${one}`) }))}
          value={value.act}
          onChange={act}
        />
        {!disabled && (
          <ActionIcon
            variant="subtle"
            color="quiet"
            size={36}
            aria-label={t('voice.removeKey', { key })}
            onClick={onRemove}
          >
            <IconTrash size={16} />
          </ActionIcon>
        )}
      </Group>
      {value.act === 'agent' && (
        <TextInput
          mt="xs"
          label={t('voice.number', { key })}
          placeholder="+34910000000"
          disabled={disabled}
          error={/^\+[0-9]{6,15}$/.test(value.number ?? '') ? null : t('voice.numberWrong')}
          value={value.number ?? ''}
          onChange={(event) => onChange({ ...value, number: event.currentTarget.value.replaceAll(/[^+0-9]/g, '') })}
        />
      )}
      <TokenText
        single
        label={t('voice.sayThen', { key })}
        value={value.say}
        disabled={disabled}
        onChange={(say) => onChange({ ...value, say })}
      />
    </Paper>
  );
}
