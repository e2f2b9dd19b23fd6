import { ActionIcon, Button, Input, Stack } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { TokenText } from '../../tokens/TokenText';
import classes from '../Canvas.module.css';
import { useCanvasTexts } from '../texts';
import type { InputProps } from './input';
import { type Row, rowsOf } from './rows';

const MOST = 12;

/** Rows of a name and a value with tokens. */
export function RowsSetting({ label, help, placeholder, value, disabled, onChange }: InputProps) {
  const t = useCanvasTexts();
  const own = rowsOf(value);
  const rows = own.length > 0 ? own : rowsOf(placeholder);
  const keep = (next: readonly Row[]) => onChange(next.length === 0 ? '' : JSON.stringify(next));
  const set = (at: number, part: 0 | 1, words: string) =>
    keep(rows.map((row, index): Row => (index !== at ? row : part === 0 ? [words, row[1]] : [row[0], words])));
  return (
    <Input.Wrapper label={label} description={help} labelElement="div">
      <Stack gap="xs">
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place
          <div key={at} className={classes['row']}>
            <TokenText
              single
              label={t('rows.label')}
              value={row[0]}
              disabled={disabled}
              onChange={(words) => set(at, 0, words)}
            />
            <TokenText
              single
              label={t('rows.value')}
              value={row[1]}
              disabled={disabled}
              onChange={(words) => set(at, 1, words)}
            />
            <ActionIcon
              variant="subtle"
              color="quiet"
              aria-label={`${t('rows.remove')}: ${row[0]}`}
              disabled={disabled || rows.length === 1}
              onClick={() => keep(rows.filter((_, index) => index !== at))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
        ))}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          disabled={disabled || rows.length >= MOST}
          onClick={() => keep([...rows, ['', '']])}
        >
          {t('rows.add')}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
