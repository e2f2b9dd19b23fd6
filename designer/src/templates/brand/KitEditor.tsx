import { Alert, Button, Group, Menu, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconDotsVertical, IconStar, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiProblem } from '../../api/problem';
import { useWriter } from '../../i18n/use';
import { ActDialog } from '../../parts/ActDialog';
import { Card } from '../../parts/Card';
import { announce } from '../../parts/notices';
import { useSaid } from '../../parts/said';
import { useMay } from '../../session/store';
import { UsedBy } from '../assets/UsedBy';
import classes from './Brand.module.css';
import { Colours } from './Colours';
import { Counting } from './Counting';
import { chooseKit, deleteKit, type Font, type Kit, type KitDetail, saveKit, useRefresh } from './calls';
import { KitPreview } from './KitPreview';
import { Letters } from './Letters';
import { useTexts } from './texts';
import { Words } from './Words';

interface Props {
  readonly found: KitDetail;
  readonly fonts: readonly Font[];
  readonly onDeleted: () => void;
}

function faultsOf(error: unknown): Readonly<Record<string, string>> {
  const fields = error instanceof ApiProblem ? (error.document.fields ?? {}) : {};
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

/** One kit: everything about it at the left, and at the right how it looks. */
export function KitEditor({ found, fonts, onDeleted }: Props) {
  const t = useTexts();
  const said = useSaid();
  const refresh = useRefresh();
  const readOnly = !useMay('templates:edit');
  const [name, setName] = useState(found.name);
  const [kit, setKit] = useState(found.kit);
  const onKit = (changed: Partial<Kit>) => setKit((before) => ({ ...before, ...changed }));
  const changed = name !== found.name || JSON.stringify(kit) !== JSON.stringify(found.kit);
  const saving = useMutation({
    mutationFn: () => saveKit(found.key, found.revision, name, kit),
    onSuccess: () => {
      announce(t('saved'));
      void refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const discard = () => {
    setName(found.name);
    setKit(found.kit);
    saving.reset();
    void refresh();
  };
  const parts = { kit, readOnly, onKit };
  return (
    <div className={classes['columns']}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {readOnly && <Text c="dimmed">{t('readOnly')}</Text>}
          <Card>
            <TextInput
              label={t('name')}
              maxLength={100}
              readOnly={readOnly}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </Card>
          <Card title={t('sections.colours')}>
            <Colours {...parts} />
          </Card>
          <Letters {...parts} fonts={fonts} />
          <Words {...parts} faults={faultsOf(saving.error)} />
          <Counting {...parts} />
          <Card title={t('usedBy')}>
            <UsedBy mentions={found.used_by} />
          </Card>
          {saving.error && (
            <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="alert">
              {said(saving.error)}
            </Alert>
          )}
          {!readOnly && (
            <div className={classes['bar']}>
              <State found={found} changed={changed} />
              <Group gap="xs">
                <KitMenu found={found} onDeleted={onDeleted} />
                <Button variant="default" disabled={!changed} onClick={discard}>
                  {t('discard')}
                </Button>
                <Button type="submit" disabled={!changed || name.trim() === ''} loading={saving.isPending}>
                  {t('save')}
                </Button>
              </Group>
            </div>
          )}
        </Stack>
      </form>
      <div className={classes['beside']}>
        <KitPreview name={name} kit={kit} />
      </div>
    </div>
  );
}

function State({ found, changed }: { readonly found: KitDetail; readonly changed: boolean }) {
  const t = useTexts();
  const writer = useWriter();
  const time = writer.time(found.saved_at);
  const saved = found.saved_by ? t('savedBy', { name: found.saved_by, time }) : t('savedAt', { time });
  return (
    <Text size="sm" c="dimmed">
      {changed ? t('unsaved') : saved}
    </Text>
  );
}

function KitMenu({ found, onDeleted }: { readonly found: KitDetail; readonly onDeleted: () => void }) {
  const t = useTexts();
  const said = useSaid();
  const refresh = useRefresh();
  const [deleting, setDeleting] = useState(false);
  const choosing = useMutation({
    mutationFn: () => chooseKit(found.key),
    onSuccess: () => {
      announce(t('madeDefault', { name: found.name }));
      void refresh();
    },
    onError: (error) => announce(said(error), 'failed'),
  });
  return (
    <>
      <Menu position="top-end">
        <Menu.Target>
          <Button variant="default" px="xs" aria-label={t('acts')}>
            <IconDotsVertical size={18} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconStar size={16} />} disabled={found.default} onClick={() => choosing.mutate()}>
            {t('makeDefault')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} />} c="var(--cauce-error)" onClick={() => setDeleting(true)}>
            {t('delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {deleting && (
        <ActDialog
          title={t('deleteTitle', { name: found.name })}
          effects={[t('deleteEffect')]}
          confirm={t('delete')}
          danger
          act={() => deleteKit(found.key)}
          onDone={() => {
            announce(t('deleted', { name: found.name }));
            onDeleted();
            void refresh();
          }}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  );
}
