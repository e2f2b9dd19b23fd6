import { ActionIcon, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Catalog } from '../catalog';
import { isHappening, newComparison, newHappening, withField } from '../conditions/edit';
import type { Rule } from '../document';
import { useScope } from '../editor/scope';
import type { Reading } from '../reading';
import { useTexts } from '../texts';
import classes from './Condition.module.css';
import { fieldGroups } from './fieldGroups';

interface Props {
  readonly rule: Rule;
  readonly disabled: boolean;
  readonly onChange: (rule: Rule) => void;
  readonly onRemove: () => void;
}

const HAPPENED = '@happened';

/** The fields by what they describe, in the words of the CRM; and that something happened. */
function choices(catalog: Catalog, { language, words }: Reading, unknown: string | null) {
  const past = { group: words('form.happenedGroup'), items: [{ value: HAPPENED, label: words('form.happened') }] };
  const rest =
    unknown === null ? [] : [{ group: words('form.scope.other'), items: [{ value: unknown, label: unknown }] }];
  return [past, ...fieldGroups(catalog.fields, { language, words }), ...rest];
}

/** What a rule looks at: a field, or the past. Another choice of the same kind keeps what still fits. */
export function WhatSelect({ rule, disabled, onChange, onRemove }: Props) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const name = isHappening(rule) ? null : rule.field;
  const field = catalog.fields.find((known) => known.name === name);
  const unknown = name !== null && field === undefined ? name : null;
  const choose = (chosen: string | null) => {
    if (chosen === HAPPENED) {
      onChange(isHappening(rule) ? rule : newHappening());
      return;
    }
    const next = catalog.fields.find((known) => known.name === chosen);
    if (next !== undefined) {
      onChange(isHappening(rule) ? newComparison(next) : withField(rule, next, field));
    }
  };
  return (
    <>
      <Select
        className={classes['field'] ?? ''}
        size="sm"
        searchable
        allowDeselect={false}
        aria-label={t('form.field')}
        disabled={disabled}
        data={choices(catalog, reading, unknown)}
        value={name ?? HAPPENED}
        error={unknown === null ? null : t('form.unknownField', { field: unknown })}
        onChange={choose}
      />
      {!disabled && (
        <ActionIcon
          className={classes['remove'] ?? ''}
          variant="subtle"
          color="quiet"
          aria-label={t('form.condRemove')}
          onClick={onRemove}
        >
          <IconX size={16} />
        </ActionIcon>
      )}
    </>
  );
}
