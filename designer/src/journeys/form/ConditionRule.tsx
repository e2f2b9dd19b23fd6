import { ActionIcon, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Catalog, Field } from '../catalog';
import { withField, withOperator } from '../conditions/edit';
import { operatorInWords } from '../conditions/inWords';
import { operatorsFor, takesList, takesValue } from '../conditions/operators';
import type { Comparison, ComparisonOp } from '../document';
import { useScope } from '../editor/scope';
import type { Reading } from '../reading';
import { useTexts } from '../texts';
import classes from './Condition.module.css';
import { ValueInput } from './ValueInput';

interface Props {
  readonly rule: Comparison;
  readonly disabled: boolean;
  readonly onChange: (rule: Comparison) => void;
  readonly onRemove: () => void;
}

const SCOPES = ['account', 'debtor', 'portfolio'];

/** The fields by what they describe, in the words of the CRM. */
function fieldChoices(catalog: Catalog, { language, words }: Reading, unknown: string | null) {
  const scopes = [...new Set([...SCOPES, ...catalog.fields.map((field) => field.scope)])];
  const groups = scopes.map((scope) => ({
    group: words(SCOPES.includes(scope) ? `form.scope.${scope}` : 'form.scope.other'),
    items: catalog.fields
      .filter((field) => field.scope === scope)
      .map((field) => ({ value: field.name, label: field.labels[language] })),
  }));
  const rest =
    unknown === null ? [] : [{ group: words('form.scope.other'), items: [{ value: unknown, label: unknown }] }];
  return [...groups, ...rest].filter((group) => group.items.length > 0);
}

/** One comparison: a field, an operator that suits its type, and a value. */
export function ConditionRule({ rule, disabled, onChange, onRemove }: Props) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const field = catalog.fields.find((known) => known.name === rule.field);
  const operators = field === undefined ? [rule.op] : operatorsFor(field.type);
  const choose = (next: Field | undefined) => next !== undefined && onChange(withField(rule, next, field));
  return (
    <div className={classes['rule']}>
      <Select
        className={classes['field'] ?? ''}
        size="sm"
        searchable
        allowDeselect={false}
        aria-label={t('form.field')}
        disabled={disabled}
        data={fieldChoices(catalog, reading, field === undefined ? rule.field : null)}
        value={rule.field}
        error={field === undefined ? t('form.unknownField', { field: rule.field }) : null}
        onChange={(name) => choose(catalog.fields.find((known) => known.name === name))}
      />
      {!disabled && (
        <ActionIcon
          className={classes['remove'] ?? ''}
          variant="subtle"
          color="gray.7"
          aria-label={t('form.condRemove')}
          onClick={onRemove}
        >
          <IconX size={16} />
        </ActionIcon>
      )}
      <Select
        size="sm"
        allowDeselect={false}
        aria-label={t('form.operator')}
        disabled={disabled || field === undefined}
        data={operators.map((op) => ({ value: op, label: operatorInWords(op, field, reading) }))}
        value={rule.op}
        onChange={(op) => op !== null && field !== undefined && onChange(withOperator(rule, op as ComparisonOp, field))}
      />
      {field !== undefined && takesValue(rule.op) && (
        <div className={takesList(rule.op) ? classes['wide'] : ''}>
          <ValueInput
            field={field}
            rule={rule}
            disabled={disabled}
            onChange={(value) => onChange({ ...rule, value })}
          />
        </div>
      )}
    </div>
  );
}
