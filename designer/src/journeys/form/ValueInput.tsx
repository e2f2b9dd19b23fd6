import { NumberInput, SegmentedControl, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import type { Field } from '../catalog';
import { takesList } from '../conditions/operators';
import { daysFromToday, listFromTags, tagsFromList } from '../conditions/values';
import type { Comparison, Json } from '../document';
import { useScope } from '../editor/scope';
import { asText } from '../settings';
import { useTexts } from '../texts';

interface Props {
  readonly field: Field;
  readonly rule: Comparison;
  readonly disabled: boolean;
  readonly onChange: (value: Json) => void;
}

const MINOR_UNITS = 100;

function FigureInput({ field, rule, disabled, onChange }: Props) {
  const t = useTexts();
  const { reading } = useScope();
  const money = field.type === 'money';
  const spanish = reading.language === 'es';
  const scale = money ? MINOR_UNITS : 1;
  return (
    <NumberInput
      size="sm"
      aria-label={t('form.value')}
      title={money ? t('form.moneyHint') : ''}
      disabled={disabled}
      value={typeof rule.value === 'number' ? rule.value / scale : ''}
      decimalScale={money ? 2 : 4}
      decimalSeparator={spanish ? ',' : '.'}
      thousandSeparator={spanish ? '.' : ','}
      allowedDecimalSeparators={spanish ? [','] : ['.']}
      hideControls={money}
      onChange={(typed) => typeof typed === 'number' && onChange(money ? Math.round(typed * scale) : typed)}
    />
  );
}

/** A calendar day, or so many days from today. */
function DayInput({ rule, disabled, onChange }: Props) {
  const t = useTexts();
  const days = daysFromToday(rule.value);
  return (
    <Stack gap={6}>
      <SegmentedControl
        size="xs"
        aria-label={t('form.dayKind')}
        disabled={disabled}
        data={[
          { value: 'day', label: t('form.dayFixed') },
          { value: 'today', label: t('form.dayFromToday') },
        ]}
        value={days === null ? 'day' : 'today'}
        onChange={(kind) => onChange(kind === 'today' ? { today: 0 } : '')}
      />
      {days === null ? (
        <TextInput
          size="sm"
          type="date"
          aria-label={t('form.value')}
          disabled={disabled}
          value={asText(rule.value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <NumberInput
          size="sm"
          aria-label={t('form.daysFromToday')}
          description={t('form.daysFromTodayHelp')}
          disabled={disabled}
          value={days}
          allowDecimal={false}
          onChange={(typed) => typeof typed === 'number' && onChange({ today: typed })}
        />
      )}
    </Stack>
  );
}

/** The value of a comparison, typed as its field: money in major units, a calendar day, yes or no, a list. */
export function ValueInput(props: Props) {
  const { field, rule, disabled, onChange } = props;
  const t = useTexts();
  const shared = { size: 'sm', 'aria-label': t('form.value'), disabled } as const;
  if (takesList(rule.op)) {
    return (
      <TagsInput
        {...shared}
        aria-label={t('form.values')}
        placeholder={t('form.valuesHint')}
        value={tagsFromList(rule.value, field.type)}
        onChange={(tags) => onChange(listFromTags(tags, field.type))}
      />
    );
  }
  switch (field.type) {
    case 'number':
    case 'money':
      return <FigureInput {...props} />;
    case 'boolean':
      return (
        <Select
          {...shared}
          allowDeselect={false}
          data={[
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
          value={String(rule.value === true)}
          onChange={(chosen) => onChange(chosen === 'true')}
        />
      );
    case 'date':
      return <DayInput {...props} />;
    case 'tags':
    case 'text':
      return (
        <TextInput {...shared} value={asText(rule.value)} onChange={(event) => onChange(event.currentTarget.value)} />
      );
  }
}
