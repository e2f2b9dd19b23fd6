import { ActionIcon, Button, Group, Input, NumberInput, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Json } from '../document';
import { useScope } from '../editor/scope';
import { asText } from '../settings';
import { useTexts } from '../texts';
import { addRow, asRows, type Column, columnsOf, type Row, rowsToJson } from './rows';
import type { WidgetProps } from './widget';

const WHOLE = 100;

interface CellProps {
  readonly column: Column;
  readonly row: Row;
  readonly label: string;
  readonly disabled: boolean;
  readonly onChange: (value: Json) => void;
}

function Cell({ column, row, label, disabled, onChange }: CellProps) {
  const { schema, name } = column;
  const shared = { size: 'sm', flex: 1, 'aria-label': label, disabled } as const;
  if (schema.type === 'string') {
    return (
      <TextInput
        {...shared}
        placeholder={label}
        value={asText(row[name])}
        {...(schema.maxLength === undefined ? {} : { maxLength: schema.maxLength })}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const value = row[name];
  return (
    <NumberInput
      {...shared}
      suffix=" %"
      min={schema.minimum ?? 0}
      max={schema.maximum ?? WHOLE}
      allowDecimal={schema.type !== 'integer'}
      value={typeof value === 'number' ? value : ''}
      onChange={(typed) => typeof typed === 'number' && onChange(typed)}
    />
  );
}

/** Discounts in percent, from the first that is offered to the last; what each has is in the schema of the list. */
export function DiscountsInput({ schema, label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  const { reading } = useScope();
  const rows = asRows(value, schema);
  const columns = columnsOf(schema);
  const set = (next: readonly Row[]) => onChange(rowsToJson(next, schema));
  return (
    <Input.Wrapper label={label} description={help} labelElement="div" role="group" aria-label={label}>
      <Stack gap="xs" mt="xs">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: plain figures have no name of their own
          <Group key={index} gap="xs" wrap="nowrap">
            {columns.map((column) => (
              <Cell
                key={column.name}
                column={column}
                row={row}
                label={`${column.schema['x-title']?.[reading.language] ?? label} ${index + 1}`}
                disabled={disabled}
                onChange={(cell) => set(rows.map((other) => (other === row ? { ...row, [column.name]: cell } : other)))}
              />
            ))}
            {!disabled && (
              <ActionIcon
                variant="subtle"
                color="quiet"
                aria-label={t('form.rowRemove', { number: index + 1 })}
                onClick={() => set(rows.filter((other) => other !== row))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </Group>
        ))}
        {!disabled && rows.length < (schema.maxItems ?? Number.POSITIVE_INFINITY) && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => set(addRow(rows, schema))}
          >
            {t('form.add')}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
