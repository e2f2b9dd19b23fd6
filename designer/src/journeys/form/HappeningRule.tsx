import { ActionIcon, NumberInput, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { COUNTED } from '../conditions/operators';
import type { ComparisonOp, Duration, DurationUnit, Happening } from '../document';
import { useScope } from '../editor/scope';
import { UNITS } from '../settings';
import { useTexts } from '../texts';
import classes from './Condition.module.css';

interface Props {
  readonly rule: Happening;
  readonly disabled: boolean;
  readonly onChange: (rule: Happening) => void;
  readonly onRemove: () => void;
}

const EVER = 'ever';
const MOST = 9_999;

/** In which time something happened: the last so many days, or ever. */
function Within({ rule, disabled, onChange }: Omit<Props, 'onRemove'>) {
  const t = useTexts();
  const { reading } = useScope();
  const within: Duration | null = rule.within ?? null;
  const units = UNITS.map((unit) => ({ value: unit as string, label: reading.words(`unit_name.${unit}`) }));
  return (
    <>
      {within !== null && (
        <NumberInput
          size="sm"
          aria-label={t('form.withinAmount')}
          value={within.amount}
          min={1}
          max={MOST}
          allowDecimal={false}
          disabled={disabled}
          onChange={(amount) => typeof amount === 'number' && onChange({ ...rule, within: { ...within, amount } })}
        />
      )}
      <Select
        size="sm"
        allowDeselect={false}
        aria-label={t('form.withinUnit')}
        disabled={disabled}
        data={[...units, { value: EVER, label: t('form.ever') }]}
        value={within?.unit ?? EVER}
        onChange={(unit) =>
          onChange({
            ...rule,
            within: unit === EVER || unit === null ? null : { amount: within?.amount ?? 7, unit: unit as DurationUnit },
          })
        }
      />
    </>
  );
}

/** One line of a condition that is about the past: how often something happened, and in which time. */
export function HappeningRule({ rule, disabled, onChange, onRemove }: Props) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const known = catalog.events.map((event) => ({ value: event.name, label: event.labels[reading.language] }));
  const own = known.every((event) => event.value !== rule.event) ? [{ value: rule.event, label: rule.event }] : [];
  return (
    <div className={classes['rule']}>
      <Select
        className={classes['field'] ?? ''}
        size="sm"
        searchable
        allowDeselect={false}
        aria-label={t('form.event')}
        disabled={disabled}
        data={[...known, ...own]}
        value={rule.event}
        onChange={(event) => event !== null && onChange({ ...rule, event })}
      />
      {!disabled && (
        <ActionIcon
          className={classes['remove'] ?? ''}
          variant="subtle"
          color="gray.7"
          aria-label={t('form.condRemove')}
          onClick={onRemove}
        >
          <IconX size={16} />
        </ActionIcon>
      )}
      <Select
        size="sm"
        allowDeselect={false}
        aria-label={t('form.operator')}
        disabled={disabled}
        data={COUNTED.map((op) => ({ value: op, label: reading.words(`op.${op}`) }))}
        value={rule.op}
        onChange={(op) => op !== null && onChange({ ...rule, op: op as ComparisonOp })}
      />
      <NumberInput
        size="sm"
        aria-label={t('form.times')}
        value={rule.value}
        min={0}
        max={MOST}
        suffix={` ${t('form.timesUnit')}`}
        allowDecimal={false}
        disabled={disabled}
        onChange={(value) => typeof value === 'number' && onChange({ ...rule, value })}
      />
      <Within rule={rule} disabled={disabled} onChange={onChange} />
    </div>
  );
}
