import { Group, Input, NumberInput, Select, Switch } from '@mantine/core';
import { isNullable } from '../catalog';
import type { Duration, DurationUnit } from '../document';
import { useScope } from '../editor/scope';
import { asDuration, toJson, UNITS } from '../settings';
import { useTexts } from '../texts';
import type { WidgetProps } from './widget';

const FIRST: Duration = { amount: 3, unit: 'days' };
const MOST = 9_999;

/** A length of time: an amount and a unit; one that may be left out has a switch. */
export function DurationInput({ schema, label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  const { reading } = useScope();
  const duration = asDuration(value);
  const optional = isNullable(schema);
  const set = (change: Partial<Duration>) => onChange(toJson({ ...(duration ?? FIRST), ...change }));
  return (
    <Input.Wrapper label={label} description={help} labelElement="div" role="group" aria-label={label}>
      {optional && (
        <Switch
          mt={8}
          label={t('form.withLimit')}
          checked={duration !== null}
          disabled={disabled}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? toJson(asDuration(schema.default) ?? FIRST) : null)
          }
        />
      )}
      {(duration !== null || !optional) && (
        <Group gap="xs" mt={8} wrap="nowrap">
          <NumberInput
            aria-label={`${label}: ${t('form.amount')}`}
            value={duration?.amount ?? ''}
            min={1}
            max={MOST}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="strict"
            disabled={disabled}
            flex="0 0 120px"
            onChange={(amount) => typeof amount === 'number' && set({ amount })}
          />
          <Select
            aria-label={`${label}: ${t('form.unit')}`}
            data={UNITS.map((unit) => ({ value: unit, label: reading.words(`unit_name.${unit}`) }))}
            value={duration?.unit ?? null}
            disabled={disabled}
            allowDeselect={false}
            flex={1}
            onChange={(unit) => unit !== null && set({ unit: unit as DurationUnit })}
          />
        </Group>
      )}
    </Input.Wrapper>
  );
}
