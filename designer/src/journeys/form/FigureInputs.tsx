import { NumberInput } from '@mantine/core';
import { isNullable, type SettingSchema } from '../catalog';
import { useScope } from '../editor/scope';
import { useTexts } from '../texts';
import { Figure } from './Figure';
import type { WidgetProps } from './widget';

const WHOLE = 100;

/** The schema of the value itself, also where it may be left out. */
function inner(schema: SettingSchema): SettingSchema {
  return { ...schema.then, ...schema };
}

function bounds(schema: SettingSchema) {
  const { minimum, maximum } = inner(schema);
  return { ...(minimum === undefined ? {} : { min: minimum }), ...(maximum === undefined ? {} : { max: maximum }) };
}

function isWhole(schema: SettingSchema): boolean {
  const { type } = inner(schema);
  return type === 'integer' || (Array.isArray(type) && type.includes('integer'));
}

/** A number within the bounds of its schema. */
export function NumberSetting({ schema, label, help, value, disabled, onChange }: WidgetProps) {
  return (
    <NumberInput
      label={label}
      description={help}
      disabled={disabled}
      value={typeof value === 'number' ? value : ''}
      {...bounds(schema)}
      allowDecimal={!isWhole(schema)}
      onChange={(typed) => {
        if (typeof typed === 'number') {
          onChange(typed);
        } else if (typed === '' && isNullable(schema)) {
          onChange(null);
        }
      }}
    />
  );
}

/** A part of a hundred. */
export function PercentSetting({ schema, label, help, value, disabled, onChange }: WidgetProps) {
  return (
    <NumberInput
      label={label}
      description={help}
      disabled={disabled}
      suffix=" %"
      min={0}
      max={WHOLE}
      {...bounds(schema)}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      value={typeof value === 'number' ? value : ''}
      onChange={(typed) => typeof typed === 'number' && onChange(typed)}
    />
  );
}

/** A part of a hundred with two decimals, kept in hundredths of it: 850 is shown as 8.5 %. */
export function HundredthsSetting({ schema, label, help, value, disabled, onChange }: WidgetProps) {
  const { minimum = 0, maximum = WHOLE * WHOLE } = inner(schema);
  return (
    <NumberInput
      label={label}
      description={help}
      disabled={disabled}
      suffix=" %"
      min={minimum / WHOLE}
      max={maximum / WHOLE}
      decimalScale={2}
      decimalSeparator={useScope().reading.language === 'es' ? ',' : '.'}
      allowNegative={false}
      clampBehavior="strict"
      value={typeof value === 'number' ? value / WHOLE : ''}
      onChange={(typed) => typeof typed === 'number' && onChange(Math.round(typed * WHOLE))}
    />
  );
}

/** An amount in the currency of each account. */
export function MoneySetting({ schema, label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  return (
    <Figure
      label={label}
      description={[help, t('form.moneySentence')].filter(Boolean).join(' ')}
      disabled={disabled}
      allowNegative={false}
      money
      value={value}
      onChange={(figure) => (figure !== null || isNullable(schema)) && onChange(figure)}
    />
  );
}
