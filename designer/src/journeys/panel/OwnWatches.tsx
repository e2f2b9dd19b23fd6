import { ActionIcon, Button, Group, Paper, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { newComparison } from '../conditions/edit';
import { conditionInWords } from '../conditions/inWords';
import type { Condition, JourneyDocument } from '../document';
import { useScope } from '../editor/scope';
import { addOwnWatch, changeOwnWatch, type OwnWatch, ownWatches, removeOwnWatch } from '../edits/journey';
import { ConditionEditor } from '../form/ConditionEditor';
import { useTexts } from '../texts';

const LONGEST_LABEL = 60;

function ReadOne({ own, watch }: OwnWatch) {
  const t = useTexts();
  const { reading } = useScope();
  return (
    <Text fz="sm">
      <b>{own.label}</b> ({t(watch === 'exit' ? 'panel.watchExit' : 'panel.watchHold')}):{' '}
      {conditionInWords(own.when, reading)}
    </Text>
  );
}

interface OneProps {
  readonly one: OwnWatch;
  readonly number: number;
}

/** One condition of the journey's own: its name, when it holds, and what becomes of people then. */
function EditOne({ one, number }: OneProps) {
  const t = useTexts();
  const { store } = useScope();
  const { own, watch } = one;
  const change = (next: OwnWatch, part: string) =>
    store
      .getState()
      .apply({ name: 'exits', merge: `${own.id} ${part}` }, (present) => changeOwnWatch(present, own.id, next));
  const setWhen = (when: Condition | null) => when !== null && change({ watch, own: { ...own, when } }, 'when');
  return (
    <Paper withBorder p="sm" radius="md" onBlur={() => store.getState().seal()}>
      <Group gap={4} mb="xs" wrap="nowrap">
        <TextInput
          flex={1}
          size="sm"
          aria-label={t('panel.ownName', { number })}
          value={own.label}
          maxLength={LONGEST_LABEL}
          error={own.label.trim() === '' ? t('panel.ownUnnamed') : null}
          onChange={(event) => change({ ...one, own: { ...own, label: event.currentTarget.value } }, 'label')}
        />
        <ActionIcon
          variant="subtle"
          color="quiet"
          aria-label={t('form.wayRemove', { label: own.label })}
          onClick={() => store.getState().apply({ name: 'exits' }, (present) => removeOwnWatch(present, own.id))}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('panel.watchOf', { name: own.label })}
        data={[
          { value: 'exit', label: t('panel.watchExit') },
          { value: 'hold', label: t('panel.watchHold') },
        ]}
        value={watch}
        onChange={(value) => change({ own, watch: value as OwnWatch['watch'] }, 'watch')}
      />
      <ConditionEditor value={own.when} disabled={false} onChange={setWhen} />
    </Paper>
  );
}

/** The exits and holds with a condition of the journey's own. */
export function OwnWatches({ document, readOnly }: { readonly document: JourneyDocument; readonly readOnly: boolean }) {
  const t = useTexts();
  const { store, catalog } = useScope();
  const watches = ownWatches(document);
  const [field] = catalog.fields;
  if (watches.length === 0 && readOnly) {
    return null;
  }
  return (
    <Stack gap="sm" mt="md">
      <Text fz="sm" fw={560}>
        {t('panel.ownWatched')}
      </Text>
      {watches.map((one, index) =>
        readOnly ? <ReadOne key={one.own.id} {...one} /> : <EditOne key={one.own.id} one={one} number={index + 1} />,
      )}
      {!readOnly && field !== undefined && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() =>
            store.getState().apply({ name: 'exits' }, (present) =>
              addOwnWatch(present, t('panel.ownNew', { number: watches.length + 1 }), {
                all: [newComparison(field)],
              }),
            )
          }
        >
          {t('panel.ownAdd')}
        </Button>
      )}
    </Stack>
  );
}
