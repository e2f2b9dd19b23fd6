import { Checkbox, Group, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useScope } from '../editor/scope';
import { asStrings, asText } from '../settings';
import { useTexts } from '../texts';
import { valueLabel } from '../words';
import type { WidgetProps } from './widget';

/** Several lines of text. */
export function TextareaSetting({ schema, label, help, value, disabled, onChange }: WidgetProps) {
  return (
    <Textarea
      label={label}
      description={help}
      disabled={disabled}
      value={asText(value)}
      autosize
      minRows={3}
      maxRows={12}
      {...(schema.maxLength === undefined ? {} : { maxLength: schema.maxLength })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Yes or no. */
export function ToggleSetting({ label, help, value, disabled, onChange }: WidgetProps) {
  return (
    <Switch
      label={label}
      description={help}
      disabled={disabled}
      checked={value === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

/** Some of the values that the schema lists, in its order. */
export function ChoicesSetting({ schema, label, help, value, disabled, onChange }: WidgetProps) {
  const { reading } = useScope();
  const chosen = asStrings(value);
  const offered = asStrings(schema.items?.enum);
  return (
    <Checkbox.Group
      label={label}
      description={help}
      value={[...chosen]}
      onChange={(ticked) => onChange(offered.filter((name) => ticked.includes(name)))}
    >
      <Group gap="xs" my="xs">
        {offered.map((name) => (
          <Checkbox key={name} value={name} label={valueLabel(schema, name, reading.language)} disabled={disabled} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

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

/** One event of those that journeys can hear; one of the customer's own stays as it is. */
export function EventSetting({ label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const name = asText(value);
  const offered = catalog.events
    .filter((event) => event.offered)
    .map((event) => ({ value: event.name, label: event.labels[reading.language] }));
  const own = name !== '' && offered.every((event) => event.value !== name) ? [{ value: name, label: name }] : [];
  return (
    <Select
      label={label}
      description={help}
      disabled={disabled}
      placeholder={t('form.chooseEvent')}
      data={[...offered, ...own]}
      value={name === '' ? null : name}
      onChange={onChange}
      searchable
    />
  );
}
