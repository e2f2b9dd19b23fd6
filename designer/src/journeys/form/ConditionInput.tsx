import { Input } from '@mantine/core';
import { asCondition, toJson } from '../settings';
import { ConditionEditor } from './ConditionEditor';
import type { WidgetProps } from './widget';

/** A setting that is a condition on the fields of the CRM. */
export function ConditionInput({ label, help, value, disabled, onChange }: WidgetProps) {
  return (
    <Input.Wrapper label={label} description={help} labelElement="div">
      <ConditionEditor
        value={asCondition(value)}
        disabled={disabled}
        onChange={(condition) => onChange(toJson(condition))}
      />
    </Input.Wrapper>
  );
}
