import { Alert, Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaid } from '../../parts/said';
import { changeFolder, type Folder, makeFolder, useRefresh } from './calls';
import { useTexts } from './texts';
import { choicesOf, within } from './tree';

interface Props {
  readonly folders: readonly Folder[];
  /** The one to change; null makes a new one. */
  readonly folder: Folder | null;
  /** Where a new one begins. */
  readonly inside: number | null;
  readonly onClose: () => void;
}

/** Makes a folder, or gives one another name or place. */
export function FolderDialog({ folders, folder, inside, onClose }: Props) {
  const t = useTexts();
  const common = useTranslation().t;
  const said = useSaid();
  const refresh = useRefresh();
  const [name, setName] = useState(folder?.name ?? '');
  const [parent, setParent] = useState<number | null>(folder ? folder.parent_id : inside);
  const saving = useMutation({
    mutationFn: () => (folder ? changeFolder(folder.id, name, parent) : makeFolder(name, parent)),
    onSuccess: () => {
      void refresh();
      onClose();
    },
  });
  const own = folder ? within(folders, folder.id) : new Set<number>();
  const places = folders.filter(({ id }) => !own.has(id));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    saving.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={folder ? t('folders.edit') : t('folders.new')}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            data-autofocus
            label={t('folders.name')}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('folders.inside')}
            data={choicesOf(places, t('folders.top'))}
            value={parent === null ? '' : String(parent)}
            onChange={({ currentTarget: { value } }) => setParent(value === '' ? null : Number(value))}
          />
          {saving.error && (
            <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="alert">
              {said(saving.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('common.back')}
            </Button>
            <Button type="submit" loading={saving.isPending} disabled={name.trim() === ''}>
              {folder ? t('folders.save') : t('folders.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
