import { Input, SegmentedControl, Select } from '@mantine/core';
import { useWriter } from '../../../i18n/use';
import { TokenText } from '../../tokens/TokenText';
import type { InputProps } from './input';

const MOST_SEGMENTS = 3;
const LONGEST_SEGMENT = 12;

/** A line with tokens; what the block says by itself stands below it. */
export function TextSetting({ label, help, placeholder, value, disabled, onChange }: InputProps) {
  return (
    <TokenText single label={label} help={help ?? placeholder} value={value} disabled={disabled} onChange={onChange} />
  );
}

/** Several lines with tokens. */
export function LongTextSetting({ label, help, placeholder, value, disabled, onChange }: InputProps) {
  return <TokenText label={label} help={help ?? placeholder} value={value} disabled={disabled} onChange={onChange} />;
}

/** One of several values: side by side where they are few and short. */
export function ChoiceSetting({ schema, label, help, value, disabled, onChange }: InputProps) {
  const { text } = useWriter();
  const options = (
    schema['x-options'] ?? (schema.enum ?? []).map((one) => ({ value: one, labels: { es: one, en: one } }))
  ).map((one) => ({ value: one.value, label: text(one.labels) }));
  const chosen = value || schema.default || options[0]?.value || '';
  if (options.length <= MOST_SEGMENTS && options.every((one) => one.label.length <= LONGEST_SEGMENT)) {
    return (
      <Input.Wrapper label={label} description={help} labelElement="div">
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={label}
          disabled={disabled}
          data={options}
          value={chosen}
          onChange={onChange}
        />
      </Input.Wrapper>
    );
  }
  return (
    <Select
      label={label}
      description={help}
      disabled={disabled}
      data={options}
      value={chosen}
      allowDeselect={false}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}
