import { ActionIcon, Group, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field, Upload } from '../../api/types';
import classes from './ColumnTable.module.css';
import { FieldPicker } from './FieldPicker';
import { type MappingDraft, ownTarget, sendTo, type Target } from './mapping';
import { OwnFieldForm } from './OwnFieldForm';

interface Props {
  readonly columns: Upload['columns'];
  readonly fields: readonly Field[];
  readonly draft: MappingDraft;
  readonly onDraft: (draft: MappingDraft) => void;
}

/** Every column of the file with some of its values, and the field it goes to. */
export function ColumnTable({ columns, fields, draft, onDraft }: Props) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<string | null>(null);

  function pick(column: string, choice: Target | null | 'new') {
    const target = choice === 'new' ? ownTarget(column, 'account', draft, fields) : choice;
    onDraft(sendTo(draft, column, target));
    setEditing(choice === 'new' ? column : null);
  }

  return (
    <ul className={classes['columns']}>
      {columns.map(({ name, samples }) => {
        const target = draft.columns[name] ?? null;
        return (
          <li key={name} className={classes['column']}>
            <div className={classes['line']}>
              <div className={classes['what']}>
                <Text fw={560}>{name}</Text>
                <Text size="sm" c="dimmed" lineClamp={2}>
                  {samples.slice(0, 3).join(' · ') || t('imports.noValues')}
                </Text>
              </div>
              <Group wrap="nowrap" gap="xs" className={classes['where'] ?? ''}>
                <FieldPicker
                  column={name}
                  target={target}
                  fields={fields}
                  draft={draft}
                  onPick={(choice) => pick(name, choice)}
                />
                {target?.own && (
                  <ActionIcon
                    variant="default"
                    size={36}
                    aria-label={t('imports.editOwn', { column: name })}
                    aria-expanded={editing === name}
                    onClick={() => setEditing(editing === name ? null : name)}
                  >
                    <IconPencil size={18} />
                  </ActionIcon>
                )}
              </Group>
            </div>
            {target?.own && editing === name && (
              <OwnFieldForm
                target={target}
                onTarget={(next) => onDraft(sendTo(draft, name, next))}
                onDone={() => setEditing(null)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
