import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { labelOf } from './labels';
import { importable, type MappingDraft, type Target } from './mapping';

const LEAVE_OUT = '-';
const NEW = '+';

interface Props {
  readonly column: string;
  readonly target: Target | null;
  readonly fields: readonly Field[];
  readonly draft: MappingDraft;
  readonly onPick: (choice: Target | null | 'new') => void;
}

/** Chooses where a column goes: a known field, a new one, or nowhere. */
export function FieldPicker({ column, target, fields, draft, onPick }: Props) {
  const { t } = useTranslation();
  const writer = useWriter();
  const open = importable(fields);
  const item = ({ name, labels }: Field) => ({ value: name, label: writer.text(labels) });
  const known = open.some(({ name }) => name === target?.field);
  const groups = [
    {
      group: t('imports.groupThis'),
      items: [
        { value: LEAVE_OUT, label: t('imports.leaveOut') },
        { value: NEW, label: t('imports.newField') },
        ...(target && !known
          ? [{ value: target.field, label: t('imports.own', { label: labelOf(target.field, draft, fields, writer) }) }]
          : []),
      ],
    },
    {
      group: t('imports.groupDebtor'),
      items: open.filter(({ name, custom }) => !custom && name.startsWith('debtor.')).map(item),
    },
    {
      group: t('imports.groupAccount'),
      items: open.filter(({ name, custom }) => !custom && name.startsWith('account.')).map(item),
    },
    { group: t('imports.groupOwn'), items: open.filter(({ custom }) => custom).map(item) },
  ].filter(({ items }) => items.length > 0);

  function pick(value: string | null) {
    if (value === NEW) onPick('new');
    else if (!value || value === LEAVE_OUT) onPick(null);
    else if (value !== target?.field) onPick({ field: value, own: false });
  }

  return (
    <Select
      aria-label={t('imports.goesTo', { column })}
      data={groups}
      value={target?.field ?? LEAVE_OUT}
      onChange={pick}
      allowDeselect={false}
      searchable
      nothingFoundMessage={t('imports.noField')}
      maxDropdownHeight={320}
      {...(target ? {} : { styles: { input: { color: 'var(--cauce-muted)' } } })}
    />
  );
}
