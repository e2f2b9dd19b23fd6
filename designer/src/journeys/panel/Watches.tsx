import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useDocument, useEditor, useScope } from '../editor/scope';
import { setWatch, type Watch, watchOf } from '../edits/journey';
import { useTexts } from '../texts';
import { OwnWatches } from './OwnWatches';
import classes from './Panel.module.css';

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
    <div className={classes['watch']}>
      <Text fz="sm">{label}</Text>
      {disabled ? (
        <Text fz="sm" fw={560}>
          {data.find(({ value }) => value === watch)?.label}
        </Text>
      ) : (
        <SegmentedControl
          size="xs"
          aria-label={t('panel.watchOf', { name: label })}
          data={data}
          value={watch}
          onChange={(value) => onChange(value as Watch)}
        />
      )}
    </div>
  );
}

/** When people leave the journey, or are held where they are, wherever they stand. */
export function Watches() {
  const t = useTexts();
  const { store, catalog, reading } = useScope();
  const readOnly = useEditor((state) => state.readOnly);
  const document = useDocument();
  return (
    <section className={classes['section']}>
      <h3 className={classes['heading']}>{t('panel.exits')}</h3>
      <Text c="dimmed" fz="sm" mb="sm">
        {t('panel.exitsHelp')}
      </Text>
      <Stack gap="xs">
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
      <OwnWatches document={document} readOnly={readOnly} />
    </section>
  );
}
