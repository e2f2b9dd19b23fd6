import { Select } from '@mantine/core';
import { isNullable } from '../catalog';
import { useScope } from '../editor/scope';
import { eventName, groupEvents, offeredEvents, takesOwnEvents } from '../events';
import { asText } from '../settings';
import { useTexts } from '../texts';
import { OwnEvent } from './OwnEvent';
import type { WidgetProps } from './widget';

/** One event of those that journeys can hear, or one of the customer's own. */
export function EventSetting({ schema, label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  const { reading } = useScope();
  const name = asText(value);
  const listed = offeredEvents(schema, reading);
  const all = name === '' || listed.includes(name) ? listed : [...listed, name];
  const data = groupEvents(all).map(({ group, names }) => ({
    group: t(`form.eventGroup.${group}`),
    items: names.map((each) => ({ value: each, label: eventName(each, reading, schema) })),
  }));
  return (
    <div>
      <Select
        label={label}
        description={help}
        disabled={disabled}
        placeholder={t('form.chooseEvent')}
        nothingFoundMessage={t('form.noSuchEvent')}
        data={data}
        value={name === '' ? null : name}
        allowDeselect={false}
        clearable={isNullable(schema)}
        onChange={(chosen) => onChange(chosen)}
        searchable
      />
      {!disabled && takesOwnEvents(schema) && <OwnEvent onAdd={onChange} />}
    </div>
  );
}
