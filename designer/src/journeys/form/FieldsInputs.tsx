import { ActionIcon, Button, Group, Input, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useScope } from '../editor/scope';
import { asStrings } from '../settings';
import { useTexts } from '../texts';
import { fieldGroups } from './fieldGroups';
import { asMapping, type MappingRow, mappingToJson } from './mapping';
import type { WidgetProps } from './widget';

/** Several fields of the CRM. */
export function FieldsSetting({ label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const chosen = asStrings(value);
  const gone = chosen.filter((name) => catalog.fields.every((field) => field.name !== name));
  return (
    <MultiSelect
      label={label}
      description={help}
      disabled={disabled}
      placeholder={chosen.length === 0 ? t('form.chooseFields') : ''}
      nothingFoundMessage={t('form.nothingFound')}
      data={[...fieldGroups(catalog.fields, reading), ...gone]}
      value={[...chosen]}
      onChange={(names) => onChange(names)}
      searchable
    />
  );
}

/** Where in an answer values stand, and the fields of the customer's own that they go into. */
export function MappingInput({ label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const rows = asMapping(value);
  const own = catalog.fields
    .filter((field) => field.custom)
    .map((field) => ({ value: field.name, label: field.labels[reading.language] }));
  const set = (row: MappingRow, change: Partial<MappingRow>) =>
    onChange(mappingToJson(rows.map((other) => (other === row ? { ...row, ...change } : other))));
  return (
    <Input.Wrapper label={label} description={help} labelElement="div" role="group" aria-label={label}>
      <Stack gap="xs" mt="xs">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and are only added at the end
          <Group key={index} gap="xs" wrap="nowrap">
            <TextInput
              flex={1}
              size="sm"
              aria-label={t('form.mappingFrom')}
              placeholder="/score"
              value={row.from}
              disabled={disabled}
              onChange={(event) => set(row, { from: event.currentTarget.value })}
            />
            <Select
              flex={1}
              size="sm"
              aria-label={t('form.mappingTo')}
              placeholder={t(own.length === 0 ? 'form.noField' : 'form.choose')}
              data={own.some((field) => field.value === row.to) || row.to === '' ? own : [...own, row.to]}
              value={row.to === '' ? null : row.to}
              disabled={disabled}
              onChange={(to) => set(row, { to: to ?? '' })}
            />
            {!disabled && (
              <ActionIcon
                variant="subtle"
                color="quiet"
                aria-label={t('form.mappingRemove')}
                onClick={() => onChange(mappingToJson(rows.filter((other) => other !== row)))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </Group>
        ))}
        {!disabled && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange(mappingToJson([...rows, { from: '', to: '' }]))}
          >
            {t('form.mappingAdd')}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
