import type { Kind, SettingSchema } from '../catalog';
import type { Json, Settings } from '../document';

/** What every input of a form gets, whatever its widget. */
export interface WidgetProps {
  readonly name: string;
  readonly schema: SettingSchema;
  readonly label: string;
  readonly help: string | null;
  readonly value: Json | undefined;
  readonly disabled: boolean;
  /** All settings of the step: some inputs depend on another one. */
  readonly settings: Settings;
  readonly kind: Kind;
  readonly onChange: (value: Json) => void;
}
