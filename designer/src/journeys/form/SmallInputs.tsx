import { Checkbox, Group, Switch, Textarea, TextInput } from '@mantine/core';
import { useScope } from '../editor/scope';
import { optionLabel } from '../names';
import { asStrings, asText } from '../settings';
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
      <Group gap="8px 20px" my="xs">
        {offered.map((name) => (
          <Checkbox key={name} value={name} label={optionLabel(schema, name, reading.language)} disabled={disabled} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

/** A mark on an account: small letters, figures and dashes. */
export function TagSetting({ schema, label, help, value, disabled, onChange }: WidgetProps) {
  return (
    <TextInput
      label={label}
      description={help}
      disabled={disabled}
      value={asText(value)}
      {...(schema.maxLength === undefined ? {} : { maxLength: schema.maxLength })}
      onChange={(event) => onChange(event.currentTarget.value.toLowerCase().replaceAll(/\s+/g, '_'))}
    />
  );
}
