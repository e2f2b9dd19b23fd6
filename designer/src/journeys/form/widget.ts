import type { SettingSchema } from '../catalog';
import type { Json } from '../document';

/** What every input of a form gets, whatever its widget. */
export interface WidgetProps {
  readonly name: string;
  readonly schema: SettingSchema;
  readonly label: string;
  readonly help: string | null;
  readonly value: Json | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: Json) => void;
}
