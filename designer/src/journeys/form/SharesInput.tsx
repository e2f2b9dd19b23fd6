import { ActionIcon, Button, Group, Input, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTexts } from '../texts';
import { addWay, asWays, type NamedWay, shareEqually, totalShare, waysToJson } from './ways';
import type { WidgetProps } from './widget';

const WHOLE = 100;
const LONGEST_LABEL = 60;

interface RowProps {
  readonly way: NamedWay;
  readonly number: number;
  readonly disabled: boolean;
  readonly onChange: (way: NamedWay) => void;
  readonly onRemove: () => void;
}

function Row({ way, number, disabled, onChange, onRemove }: RowProps) {
  const t = useTexts();
  return (
    <Group gap="xs" wrap="nowrap">
      <TextInput
        flex={1}
        size="sm"
        aria-label={t('form.wayLabel', { number })}
        value={way.label}
        maxLength={LONGEST_LABEL}
        disabled={disabled}
        onChange={(event) => onChange({ ...way, label: event.currentTarget.value })}
      />
      <NumberInput
        size="sm"
        w={88}
        suffix=" %"
        aria-label={t('form.share', { label: way.label })}
        value={way.share ?? 0}
        min={0}
        max={WHOLE}
        allowDecimal={false}
        disabled={disabled}
        onChange={(share) => typeof share === 'number' && onChange({ ...way, share })}
      />
      {!disabled && (
        <ActionIcon
          variant="subtle"
          color="quiet"
          aria-label={t('form.wayRemove', { label: way.label })}
          onClick={onRemove}
        >
          <IconTrash size={16} />
        </ActionIcon>
      )}
    </Group>
  );
}

/** Ways out with the share of the people that goes each of them. */
export function SharesInput({ label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  const ways = asWays(value);
  const left = WHOLE - totalShare(ways);
  const set = (next: readonly NamedWay[]) => onChange(waysToJson(next));
  return (
    <Input.Wrapper label={label} description={help} labelElement="div" role="group" aria-label={label}>
      <Stack gap="xs" mt="xs">
        {ways.map((way, index) => (
          <Row
            key={way.id}
            way={way}
            number={index + 1}
            disabled={disabled}
            onChange={(changed) => set(ways.map((other) => (other === way ? changed : other)))}
            onRemove={() => set(ways.filter((other) => other !== way))}
          />
        ))}
        {left !== 0 && (
          <Text fz="sm" c="var(--cauce-error)" role="status">
            {t(left > 0 ? 'form.sharesMissing' : 'form.sharesTooMany', { percent: Math.abs(left) })}
          </Text>
        )}
        {!disabled && (
          <Group gap="xs">
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} />}
              onClick={() =>
                set(addWay(ways, { label: t('form.wayNew', { number: ways.length + 1 }), share: Math.max(left, 0) }))
              }
            >
              {t('form.wayAdd')}
            </Button>
            {ways.length > 1 && (
              <Button variant="subtle" size="xs" onClick={() => set(shareEqually(ways))}>
                {t('form.shareEqually')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
