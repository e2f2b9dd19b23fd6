import { SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { conditionInWords } from '../conditions/inWords';
import type { JourneyDocument } from '../document';
import { useDocument, useEditor, useScope } from '../editor/scope';
import { rename, setWatch, type Watch, watchOf } from '../edits/journey';
import { GuardForm } from '../life/GuardForm';
import { useTexts } from '../texts';
import classes from './Panel.module.css';

const LONGEST_NAME = 200;

interface RowProps {
  readonly label: string;
  readonly mayHold: boolean;
  readonly watch: Watch;
  readonly disabled: boolean;
  readonly onChange: (watch: Watch) => void;
}

/** What becomes of people when one thing is known of them. */
function WatchRow({ label, mayHold, watch, disabled, onChange }: RowProps) {
  const t = useTexts();
  const data = [
    { value: 'none', label: t('panel.watchNone') },
    { value: 'exit', label: t('panel.watchExit') },
    ...(mayHold ? [{ value: 'hold', label: t('panel.watchHold') }] : []),
  ];
  return (
    <Stack gap={4}>
      <Text fz="sm">{label}</Text>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('panel.watchOf', { name: label })}
        data={data}
        value={watch}
        disabled={disabled}
        onChange={(value) => onChange(value as Watch)}
      />
    </Stack>
  );
}

/** The exits and holds with a condition of the journey's own, in words. */
function OwnWatched({ document }: { readonly document: JourneyDocument }) {
  const t = useTexts();
  const { reading } = useScope();
  const own = [...document.exits, ...(document.holds ?? [])].filter((one) => typeof one !== 'string');
  if (own.length === 0) {
    return null;
  }
  return (
    <Stack gap={4} mt="md">
      <Text fz="sm" fw={560}>
        {t('panel.ownWatched')}
      </Text>
      {own.map((one) => (
        <Text key={one.id} fz="sm">
          <b>{one.label}:</b> {conditionInWords(one.when, reading)}
        </Text>
      ))}
    </Stack>
  );
}

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
            <WatchRow
              key={exit.name}
              label={exit.labels[reading.language]}
              mayHold={exit.holds}
              watch={watchOf(document, exit.name)}
              disabled={readOnly}
              onChange={(watch) =>
                store.getState().apply({ name: 'exits' }, (present) => setWatch(present, exit.name, watch))
              }
            />
          ))}
        </Stack>
        <OwnWatched document={document} />
      </section>
      <GuardForm />
    </>
  );
}
