import { Checkbox, Stack } from '@mantine/core';
import { useScope } from '../editor/scope';
import { asStrings } from '../settings';
import { useTexts } from '../texts';
import { valueLabel } from '../words';
import type { WidgetProps } from './widget';

/** Which events are waited for; the schema lists and names the choice. */
export function EventsInput({ schema, label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const chosen = asStrings(value);
  const listed = asStrings(schema.items?.enum);
  const offered =
    listed.length > 0 ? listed : catalog.events.filter((event) => event.offered).map((event) => event.name);
  return (
    <Checkbox.Group
      label={label}
      description={help}
      value={[...chosen]}
      error={chosen.length === 0 ? t('form.chooseEvents') : null}
      // Ports keep the order of the list, whatever was ticked first.
      onChange={(ticked) => onChange(offered.filter((name) => ticked.includes(name)))}
    >
      <Stack gap="xs" my="xs">
        {offered.map((name) => (
          <Checkbox key={name} value={name} label={valueLabel(schema, name, reading.language)} disabled={disabled} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
