import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { type DayKind, dayKind, daysFromToday, namedNumbers, nameOfPart } from '../conditions/days';
import { takesList } from '../conditions/operators';
import type { Comparison, Json } from '../document';
import { useScope } from '../editor/scope';
import { asText } from '../settings';
import { useTexts } from '../texts';
import classes from './Condition.module.css';

interface Props {
  readonly rule: Comparison;
  readonly disabled: boolean;
  readonly onChange: (value: Json) => void;
}

const FARTHEST = 36_500;
const KINDS: readonly DayKind[] = ['today', 'ago', 'ahead', 'fixed'];
const FIRST: Readonly<Record<DayKind, Json>> = {
  fixed: '',
  today: { today: 0 },
  ago: { today: -7 },
  ahead: { today: 7 },
};

/** A day to compare a date with: one of the calendar, or one counted from today. */
export function DayInput({ rule, disabled, onChange }: Props) {
  const t = useTexts();
  const kind = dayKind(rule.value);
  const days = Math.abs(daysFromToday(rule.value) ?? 0);
  const sign = kind === 'ago' ? -1 : 1;
  return (
    <div className={classes['day']}>
      <Select
        size="sm"
        allowDeselect={false}
        aria-label={t('form.dayKind')}
        disabled={disabled}
        data={KINDS.map((each) => ({ value: each, label: t(`form.dayKinds.${each}`) }))}
        value={kind}
        onChange={(chosen) => chosen !== null && onChange(FIRST[chosen as DayKind])}
      />
      {kind === 'fixed' && (
        <TextInput
          size="sm"
          type="date"
          aria-label={t('form.value')}
          disabled={disabled}
          value={asText(rule.value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
      {(kind === 'ago' || kind === 'ahead') && (
        <NumberInput
          size="sm"
          aria-label={t('form.dayCount')}
          min={1}
          max={FARTHEST}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="strict"
          disabled={disabled}
          value={days}
          onChange={(typed) => typeof typed === 'number' && typed > 0 && onChange({ today: sign * typed })}
        />
      )}
    </div>
  );
}

/** A part of a date to compare with: weekdays and months by name, other parts as a number. */
export function PartInput({ rule, disabled, onChange }: Props) {
  const t = useTexts();
  const { reading } = useScope();
  const named = namedNumbers(rule.part).map((number) => ({
    value: String(number),
    label: nameOfPart(rule.part, number, reading.language) ?? String(number),
  }));
  const shared = { size: 'sm', 'aria-label': t('form.value'), disabled } as const;
  const numbers = (Array.isArray(rule.value) ? rule.value : [rule.value]).filter((one) => typeof one === 'number');
  if (named.length === 0) {
    const [number] = numbers;
    return (
      <NumberInput
        {...shared}
        min={1}
        max={rule.part === 'day' ? 31 : MOST_YEAR}
        allowDecimal={false}
        value={number ?? ''}
        onChange={(typed) => typeof typed === 'number' && onChange(typed)}
      />
    );
  }
  if (takesList(rule.op)) {
    return (
      <MultiSelect
        {...shared}
        data={named}
        placeholder={numbers.length === 0 ? t(`part.${rule.part ?? 'weekday'}`) : ''}
        value={numbers.map(String)}
        onChange={(chosen) => onChange(chosen.map(Number).sort((one, other) => one - other))}
      />
    );
  }
  return (
    <Select
      {...shared}
      allowDeselect={false}
      data={named}
      value={String(numbers[0] ?? '')}
      onChange={(chosen) => chosen !== null && onChange(Number(chosen))}
    />
  );
}

const MOST_YEAR = 9_999;
