import { Checkbox, Input, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useScope } from '../editor/scope';
import { eventName, groupEvents, OWN, offeredEvents, takesOwnEvents } from '../events';
import { matches } from '../search';
import { asStrings } from '../settings';
import { useTexts } from '../texts';
import classes from './Form.module.css';
import { OwnEvent } from './OwnEvent';
import type { WidgetProps } from './widget';

/** From how many events on a list has a box to find one in. */
const MANY = 12;

/** Which events are waited for, by what they are about; events of the customer's own are named in words. */
export function EventsInput({ schema, label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  const { reading } = useScope();
  const [search, setSearch] = useState('');
  const chosen = asStrings(value);
  const listed = offeredEvents(schema, reading);
  // What was chosen once is always shown, so that nothing is waited for unseen.
  const all = [...listed, ...chosen.filter((name) => !listed.includes(name))];
  const nameOf = (name: string) => eventName(name, reading, schema);
  const groups = groupEvents(all.filter((name) => chosen.includes(name) || matches(search, nameOf(name))));
  // Ports keep the order of the list, whatever was ticked first.
  const set = (names: readonly string[]) =>
    onChange([
      ...all.filter((name) => names.includes(name)),
      ...names.filter((name) => name.startsWith(OWN) && !all.includes(name)),
    ]);
  return (
    <Input.Wrapper
      label={label}
      description={help}
      labelElement="div"
      error={chosen.length === 0 ? t('form.chooseEvents') : null}
      inputWrapperOrder={['label', 'description', 'error', 'input']}
    >
      {all.length > MANY && (
        <TextInput
          mt="xs"
          size="sm"
          type="search"
          aria-label={t('form.findEvent')}
          placeholder={t('form.findEvent')}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <Checkbox.Group aria-label={label} value={[...chosen]} onChange={set}>
        {groups.map(({ group, names }) => (
          <div key={group} className={classes['events']}>
            {groups.length > 1 && <Text className={classes['groupName']}>{t(`form.eventGroup.${group}`)}</Text>}
            <Stack gap={6}>
              {names.map((name) => (
                <Checkbox key={name} size="sm" value={name} label={nameOf(name)} disabled={disabled} />
              ))}
            </Stack>
          </div>
        ))}
      </Checkbox.Group>
      {groups.length === 0 && <Text className={classes['hint']}>{t('form.noSuchEvent')}</Text>}
      {!disabled && takesOwnEvents(schema) && (
        <OwnEvent onAdd={(name) => !chosen.includes(name) && set([...chosen, name])} />
      )}
    </Input.Wrapper>
  );
}
