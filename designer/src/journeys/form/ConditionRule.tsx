import { Select } from '@mantine/core';
import { isHappening, withOperator, withPart } from '../conditions/edit';
import { operatorInWords } from '../conditions/inWords';
import { operatorsFor, takesList, takesValue } from '../conditions/operators';
import { type Comparison, type ComparisonOp, DATE_PARTS, type DatePart, type Rule } from '../document';
import { useScope } from '../editor/scope';
import { useTexts } from '../texts';
import classes from './Condition.module.css';
import { HappeningRule } from './HappeningRule';
import { ValueInput } from './ValueInput';
import { WhatSelect } from './WhatSelect';

interface RuleProps<Kind extends Rule> {
  readonly rule: Kind;
  readonly disabled: boolean;
  readonly onChange: (rule: Rule) => void;
}

const WHOLE = 'whole';

function PartSelect({ rule, disabled, onChange }: RuleProps<Comparison>) {
  const t = useTexts();
  return (
    <Select
      size="sm"
      allowDeselect={false}
      aria-label={t('form.part')}
      disabled={disabled}
      data={[
        { value: WHOLE, label: t('form.partWhole') },
        ...DATE_PARTS.map((part) => ({ value: part, label: t(`part.${part}`) })),
      ]}
      value={rule.part ?? WHOLE}
      onChange={(part) => onChange(withPart(rule, part === WHOLE ? null : (part as DatePart)))}
    />
  );
}

/** Whether the value needs a row of its own: lists do, and dates, which have something else beside their operator. */
function isWide(rule: Comparison, type: string): boolean {
  return takesList(rule.op) || type === 'date';
}

function ComparisonRule({ rule, disabled, onChange }: RuleProps<Comparison>) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const field = catalog.fields.find((known) => known.name === rule.field);
  const offered = field === undefined ? [] : operatorsFor(field.type, rule.part);
  const operators = offered.includes(rule.op) ? offered : [...offered, rule.op];
  const operator = (
    <Select
      size="sm"
      allowDeselect={false}
      aria-label={t('form.operator')}
      disabled={disabled || field === undefined}
      data={operators.map((op) => ({ value: op, label: operatorInWords(op, field, reading, rule) }))}
      value={rule.op}
      onChange={(op) => op !== null && field !== undefined && onChange(withOperator(rule, op as ComparisonOp, field))}
    />
  );
  return (
    <>
      {field?.type === 'date' ? (
        <div className={classes['dated']}>
          <PartSelect rule={rule} disabled={disabled} onChange={onChange} />
          {operator}
        </div>
      ) : (
        operator
      )}
      {field !== undefined && takesValue(rule.op) && (
        <div className={classes[isWide(rule, field.type) ? 'wide' : 'rest']}>
          <ValueInput
            field={field}
            rule={rule}
            disabled={disabled}
            onChange={(value) => onChange({ ...rule, value })}
          />
        </div>
      )}
    </>
  );
}

/** One line of a condition: a field, an operator that suits it, and a value; or how often something happened. */
export function ConditionRule(props: RuleProps<Rule> & { readonly onRemove: () => void }) {
  const { rule, ...others } = props;
  return (
    <div className={classes['rule']}>
      <WhatSelect {...props} />
      {isHappening(rule) ? <HappeningRule rule={rule} {...others} /> : <ComparisonRule rule={rule} {...others} />}
    </div>
  );
}
