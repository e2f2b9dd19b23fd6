import { Input, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listQuery, segmentsQuery } from '../api';
import type { Field } from '../catalog';
import { useScope } from '../editor/scope';
import { asText } from '../settings';
import { useTexts } from '../texts';
import { ValueInput } from './ValueInput';
import type { WidgetProps } from './widget';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One of some things by its name; what is set stays in the list also when it is gone. */
function Pick({
  label,
  help,
  value,
  disabled,
  onChange,
  choices,
}: WidgetProps & { readonly choices: readonly Choice[] }) {
  const t = useTexts();
  const chosen = value === null || value === undefined ? null : String(value);
  const gone = chosen !== null && chosen !== '' && choices.every((choice) => choice.value !== chosen);
  return (
    <Select
      label={label}
      description={help}
      disabled={disabled}
      placeholder={t('form.choose')}
      nothingFoundMessage={t('form.nothingFound')}
      data={gone ? [...choices, { value: chosen, label: chosen }] : [...choices]}
      value={chosen === '' ? null : chosen}
      onChange={(picked) =>
        onChange(typeof value === 'string' ? (picked ?? '') : picked === null ? null : Number(picked))
      }
      searchable
      clearable
    />
  );
}

/** A field of the CRM; only the customer's own ones where journeys are to change it. */
export function FieldSetting(props: WidgetProps) {
  const { catalog, reading } = useScope();
  const fields = catalog.fields.filter((field) => props.schema['x-writable'] !== true || field.custom);
  const choices = fields.map((field) => ({ value: field.name, label: field.labels[reading.language] }));
  return <Pick {...props} value={asText(props.value)} choices={choices} />;
}

/** A journey by its name. */
export function JourneySetting(props: WidgetProps) {
  const { data } = useQuery(listQuery(''));
  const choices = (data?.items ?? []).map((journey) => ({ value: String(journey.id), label: journey.name }));
  return <Pick {...props} choices={choices} />;
}

/** A saved segment by its name. */
export function SegmentSetting(props: WidgetProps) {
  const { data } = useQuery(segmentsQuery);
  const choices = (data?.items ?? []).map((segment) => ({ value: String(segment.id), label: segment.name }));
  return <Pick {...props} choices={choices} />;
}

/** A value for the field that another setting names, typed as that field. */
export function ValueSetting({ schema, settings, label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  const { catalog } = useScope();
  const name = asText(settings[schema['x-for'] ?? '']);
  const field: Field | undefined = catalog.fields.find((known) => known.name === name);
  return (
    <Input.Wrapper label={label} description={help} labelElement="div" role="group" aria-label={label}>
      {field === undefined ? (
        <Input.Description mt={4}>{t('form.chooseFieldFirst')}</Input.Description>
      ) : (
        <ValueInput
          field={field}
          rule={{ field: field.name, op: 'eq', value: value ?? null }}
          disabled={disabled}
          onChange={onChange}
        />
      )}
    </Input.Wrapper>
  );
}
