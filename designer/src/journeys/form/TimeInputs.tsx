import { Select, TextInput } from '@mantine/core';
import { isNullable } from '../catalog';
import { namedNumbers, nameOfPart } from '../conditions/days';
import { useScope } from '../editor/scope';
import { asText } from '../settings';
import { useTexts } from '../texts';
import { ChoiceSetting } from './PlainInputs';
import type { WidgetProps } from './widget';

/** A time of day. */
export function TimeSetting({ label, help, value, disabled, onChange }: WidgetProps) {
  return (
    <TextInput
      type="time"
      label={label}
      description={help}
      disabled={disabled}
      value={asText(value)}
      onChange={(event) => event.currentTarget.value !== '' && onChange(event.currentTarget.value)}
    />
  );
}

/** A day of the calendar; one that may be left out is empty then. */
export function DateSetting({ schema, label, help, value, disabled, onChange }: WidgetProps) {
  return (
    <TextInput
      type="date"
      label={label}
      description={help}
      disabled={disabled}
      value={asText(value)}
      onChange={(event) => {
        const day = event.currentTarget.value;
        onChange(day === '' && isNullable(schema) ? null : day);
      }}
    />
  );
}

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** Whose clock counts, by the names that time zones have everywhere. */
export function ZoneSetting({ label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  const zone = asText(value);
  const known = zone === '' || ZONES.includes(zone) ? ZONES : [zone, ...ZONES];
  return (
    <Select
      label={label}
      description={help}
      disabled={disabled}
      placeholder={t('form.choose')}
      nothingFoundMessage={t('form.nothingFound')}
      data={known.map((name) => ({ value: name, label: name.replaceAll('_', ' ') }))}
      value={zone === '' ? null : zone}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
      limit={60}
      searchable
      allowDeselect={false}
    />
  );
}

/** A day of the week; where the schema has no list of its own, 1 is Monday. */
export function WeekdaySetting(props: WidgetProps) {
  const { reading } = useScope();
  const { schema, label, help, value, disabled, onChange } = props;
  if (schema.enum !== undefined) {
    return <ChoiceSetting {...props} />;
  }
  return (
    <Select
      label={label}
      description={help}
      disabled={disabled}
      data={namedNumbers('weekday').map((number) => ({
        value: String(number),
        label: nameOfPart('weekday', number, reading.language) ?? String(number),
      }))}
      value={typeof value === 'number' ? String(value) : null}
      onChange={(chosen) => chosen !== null && onChange(Number(chosen))}
      allowDeselect={false}
    />
  );
}
