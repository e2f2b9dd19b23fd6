import { type ComboboxData, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listQuery, segmentsQuery } from '../api';
import { isNullable } from '../catalog';
import { useScope } from '../editor/scope';
import { asText } from '../settings';
import { useTexts } from '../texts';
import { fieldGroups } from './fieldGroups';
import type { WidgetProps } from './widget';

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface Choices {
  readonly choices: readonly Choice[];
  readonly data?: ComboboxData;
  /** What to say where there is nothing to choose from. */
  readonly none?: string;
  /** What one is called that is set but is not there any more. */
  readonly gone: (value: string) => string;
}

/** One of some things by its name; what is set stays in the list also when it is gone. */
function Pick(props: WidgetProps & Choices) {
  const { schema, label, help, value, disabled, onChange, choices, none, gone } = props;
  const t = useTexts();
  const chosen = value === null || value === undefined || value === '' ? null : String(value);
  const isGone = chosen !== null && choices.every((choice) => choice.value !== chosen);
  const data = props.data ?? [...choices];
  const optional = isNullable(schema) || typeof value === 'string';
  return (
    <Select
      label={label}
      description={help}
      disabled={disabled}
      placeholder={choices.length === 0 && none !== undefined ? none : t('form.choose')}
      nothingFoundMessage={t('form.nothingFound')}
      data={isGone ? [...data, { value: chosen, label: gone(chosen) }] : data}
      value={chosen}
      onChange={(picked) =>
        onChange(typeof value === 'string' ? (picked ?? '') : picked === null ? null : Number(picked))
      }
      searchable
      allowDeselect={false}
      clearable={optional}
      clearButtonProps={{ 'aria-label': t('form.clear', { label }) }}
    />
  );
}

/** A field of the CRM, by what it describes; only the customer's own ones where journeys are to change it. */
export function FieldSetting(props: WidgetProps) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const types = props.schema['x-types'];
  const fields = catalog.fields.filter(
    (field) =>
      (props.schema['x-writable'] !== true || field.custom) && (types === undefined || types.includes(field.type)),
  );
  const data = fieldGroups(fields, reading);
  return (
    <Pick
      {...props}
      value={asText(props.value)}
      choices={data.flatMap((group) => group.items)}
      data={data}
      none={t('form.noField')}
      gone={(name) => t('form.goneField', { name })}
    />
  );
}

/** A journey by its name. */
export function JourneySetting(props: WidgetProps) {
  const t = useTexts();
  const { journeyId } = useScope();
  const { data } = useQuery(listQuery(''));
  const choices = (data?.items ?? [])
    .filter((journey) => journey.id !== journeyId || journey.id === props.value)
    .map((journey) => ({ value: String(journey.id), label: journey.name }));
  return (
    <Pick
      {...props}
      choices={choices}
      none={data === undefined ? t('form.choose') : t('form.noJourney')}
      gone={(id) => (data === undefined ? '…' : t('form.gone', { id }))}
    />
  );
}

/** A saved segment by its name. */
export function SegmentSetting(props: WidgetProps) {
  const t = useTexts();
  const { data, isError } = useQuery(segmentsQuery);
  const choices = (data?.items ?? []).map((segment) => ({ value: String(segment.id), label: segment.name }));
  return (
    <Pick
      {...props}
      choices={choices}
      none={data === undefined && !isError ? t('form.choose') : t('form.noSegment')}
      gone={(id) => (data === undefined && !isError ? '…' : t('form.gone', { id }))}
    />
  );
}
