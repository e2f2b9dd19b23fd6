import { Alert, Button, Fieldset, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { LANGUAGES } from '../../i18n';
import { announce } from '../../parts/notices';
import { useSaid } from '../../parts/said';
import { type AssetDetail, changeAsset, type Folder, useRefresh } from './calls';
import { useTexts } from './texts';
import { choicesOf } from './tree';

interface Props {
  readonly asset: AssetDetail;
  readonly folders: readonly Folder[];
  readonly readOnly: boolean;
}

/** What people call an asset, what it shows in words, and where it lies. */
export function AssetForm({ asset, folders, readOnly }: Props) {
  const t = useTexts();
  const said = useSaid();
  const refresh = useRefresh();
  const [name, setName] = useState(asset.name);
  const [alt, setAlt] = useState(asset.alt);
  const [folder, setFolder] = useState(asset.folder_id);
  const saving = useMutation({
    mutationFn: () => changeAsset(asset.id, { name, alt, folder_id: folder }),
    onSuccess: () => {
      announce(t('detail.saved'));
      void refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const same = (language: string) => (alt[language] ?? '') === (asset.alt[language] ?? '');
  const changed = name !== asset.name || folder !== asset.folder_id || !LANGUAGES.every(same);
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={t('detail.name')}
          maxLength={200}
          value={name}
          readOnly={readOnly}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('folders.select')}
          data={choicesOf(folders, t('folders.top'))}
          value={folder === null ? '' : String(folder)}
          disabled={readOnly}
          onChange={({ currentTarget: { value } }) => setFolder(value === '' ? null : Number(value))}
        />
        {asset.kind === 'image' && (
          <Fieldset variant="unstyled" m={0} p={0} legend={<Text fw={560}>{t('detail.alt')}</Text>}>
            <Stack gap="xs">
              {LANGUAGES.map((language, place) => (
                <Textarea
                  key={language}
                  label={t(`detail.altIn.${language}`)}
                  description={place === 0 ? t('detail.altHelp') : undefined}
                  autosize
                  minRows={1}
                  maxLength={500}
                  readOnly={readOnly}
                  value={alt[language] ?? ''}
                  onChange={({ currentTarget: { value } }) => setAlt({ ...alt, [language]: value })}
                />
              ))}
            </Stack>
          </Fieldset>
        )}
        {saving.error && (
          <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="alert">
            {said(saving.error)}
          </Alert>
        )}
        {!readOnly && (
          <Group justify="flex-end">
            <Button type="submit" disabled={!changed || name.trim() === ''} loading={saving.isPending}>
              {t('detail.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
