import { Select, TextInput } from '@mantine/core';
import type { Field } from '../catalog';
import type { Json } from '../document';
import { useScope } from '../editor/scope';
import { asText } from '../settings';
import { useTexts } from '../texts';
import { Figure } from './Figure';
import type { WidgetProps } from './widget';

function BooleanValue({ label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  return (
    <Select
      label={label}
      description={help}
      disabled={disabled}
      placeholder={t('form.choose')}
      allowDeselect={false}
      data={[
        { value: 'true', label: t('yes') },
        { value: 'false', label: t('no') },
      ]}
      value={typeof value === 'boolean' ? String(value) : null}
      onChange={(chosen) => onChange(chosen === 'true')}
    />
  );
}

/** Before a field is chosen nobody knows what its value is like. */
function NoValue({ label, disabled }: WidgetProps) {
  const t = useTexts();
  return <TextInput label={label} placeholder={t('form.chooseFieldFirst')} disabled={disabled} readOnly value="" />;
}

function typedAs(field: Field, props: WidgetProps, hint: string) {
  const { schema, label, value, disabled, onChange } = props;
  const shared = { label, disabled, description: props.help };
  const text = (next: string) => onChange(next as Json);
  switch (field.type) {
    case 'number':
    case 'money':
      return (
        <Figure
          {...shared}
          description={field.type === 'money' ? [props.help, hint].filter(Boolean).join(' ') : props.help}
          money={field.type === 'money'}
          value={value}
          onChange={onChange}
        />
      );
    case 'boolean':
      return <BooleanValue {...props} />;
    case 'date':
      return (
        <TextInput
          {...shared}
          type="date"
          value={asText(value)}
          onChange={(event) => text(event.currentTarget.value)}
        />
      );
    case 'text':
    case 'tags':
      return (
        <TextInput
          {...shared}
          value={asText(value)}
          {...(schema.maxLength === undefined ? {} : { maxLength: schema.maxLength })}
          onChange={(event) => text(event.currentTarget.value)}
        />
      );
  }
}

/** A value for the field that another setting names, typed as that field. */
export function ValueSetting(props: WidgetProps) {
  const t = useTexts();
  const { catalog } = useScope();
  const name = asText(props.settings[props.schema['x-for'] ?? '']);
  const field = catalog.fields.find((known) => known.name === name);
  return field === undefined ? <NoValue {...props} /> : typedAs(field, props, t('form.moneySentence'));
}
