import { Stack, Switch, Text, TextInput } from '@mantine/core';
import { useDocument, useEditor, useScope } from '../editor/scope';
import { rename, setExit } from '../edits/journey';
import { GuardForm } from '../life/GuardForm';
import { useTexts } from '../texts';
import classes from './Panel.module.css';

const LONGEST_NAME = 200;

/** What holds for the journey as a whole: its name, and when people leave it wherever they stand. */
export function JourneyPanel() {
  const t = useTexts();
  const { store, catalog, reading } = useScope();
  const readOnly = useEditor((state) => state.readOnly);
  const document = useDocument();
  return (
    <>
      <TextInput
        key={document.name}
        label={t('panel.journeyName')}
        defaultValue={document.name}
        maxLength={LONGEST_NAME}
        disabled={readOnly}
        onBlur={(event) => {
          const { value } = event.currentTarget;
          store.getState().apply({ name: 'rename' }, (present) => rename(present, value));
        }}
      />
      <section className={classes['section']}>
        <h3 className={classes['heading']}>{t('panel.exits')}</h3>
        <Text c="dimmed" fz="sm" mb="sm">
          {t('panel.exitsHelp')}
        </Text>
        <Stack gap="sm">
          {catalog.exits.map((exit) => (
            <Switch
              key={exit.name}
              label={exit.labels[reading.language]}
              checked={document.exits.includes(exit.name)}
              disabled={readOnly}
              onChange={(event) => {
                const { checked } = event.currentTarget;
                store.getState().apply({ name: 'exits' }, (present) => setExit(present, exit.name, checked));
              }}
            />
          ))}
        </Stack>
      </section>
      <GuardForm />
    </>
  );
}
