import type { AttributeSchema } from '../design';

/** What every input of a block's form gets; a value is always text, and empty is as the block has it. */
export interface InputProps {
  readonly name: string;
  readonly schema: AttributeSchema;
  readonly label: string;
  readonly help: string | null;
  readonly placeholder: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}
