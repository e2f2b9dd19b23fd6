import { NumberInput, type NumberInputProps } from '@mantine/core';
import type { Json } from '../document';
import { useScope } from '../editor/scope';

const MINOR_UNITS = 100;

type Shared = Omit<NumberInputProps, 'value' | 'onChange'>;

interface Props extends Shared {
  /** Amounts are kept in minor units, and typed in major ones. */
  readonly money: boolean;
  readonly value: Json | undefined;
  /** Null: somebody emptied it. */
  readonly onChange: (figure: number | null) => void;
}

/** A figure, written as people of the language write figures. */
export function Figure({ money, value, onChange, ...rest }: Props) {
  const { reading } = useScope();
  const spanish = reading.language === 'es';
  const scale = money ? MINOR_UNITS : 1;
  return (
    <NumberInput
      {...rest}
      value={typeof value === 'number' ? value / scale : ''}
      decimalScale={money ? 2 : 4}
      decimalSeparator={spanish ? ',' : '.'}
      thousandSeparator={spanish ? '.' : ','}
      allowedDecimalSeparators={spanish ? [','] : ['.']}
      hideControls={money}
      onChange={(typed) => onChange(typeof typed === 'number' ? (money ? Math.round(typed * scale) : typed) : null)}
    />
  );
}
