import { PasswordInput, Select, TextInput } from '@mantine/core';
import { useScope } from '../editor/scope';
import { optionLabel } from '../names';
import { asText } from '../settings';
import { useTexts } from '../texts';
import type { WidgetProps } from './widget';

/** A line of text; a secret is never shown again once it is typed. */
export function TextSetting({ schema, label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  const shared = {
    label,
    disabled,
    value: asText(value),
    maxLength: schema.maxLength,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  return schema.secret === true ? (
    <PasswordInput {...shared} description={help ?? t('form.secret')} autoComplete="new-password" />
  ) : (
    <TextInput {...shared} description={help} />
  );
}

/** One of the values that the schema lists. */
export function ChoiceSetting({ schema, label, help, value, disabled, onChange }: WidgetProps) {
  const { reading } = useScope();
  const values = (schema.enum ?? []).filter((item) => item !== null);
  return (
    <Select
      label={label}
      description={help}
      disabled={disabled}
      data={values.map((item) => ({ value: String(item), label: optionLabel(schema, String(item), reading.language) }))}
      value={value === undefined || value === null ? null : String(value)}
      allowDeselect={false}
      onChange={(chosen) => {
        const item = values.find((candidate) => String(candidate) === chosen);
        if (item !== undefined) {
          onChange(item);
        }
      }}
    />
  );
}
