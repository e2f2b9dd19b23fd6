import { Alert, Button, FileButton, Group, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { ActDialog } from '../../parts/ActDialog';
import { announce } from '../../parts/notices';
import { type AssetDetail, deleteAsset, replaceAsset, useRefresh } from './calls';
import { useTexts } from './texts';
import { UsedBy } from './UsedBy';

const ACCEPTED = {
  image: 'image/png,image/jpeg,image/gif,image/webp',
  video: 'video/mp4,video/webm',
  document: 'application/pdf',
  captions: '.vtt',
};

interface DeleteProps {
  readonly asset: AssetDetail;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** Deletes an asset that nothing shows; says where it is shown otherwise. */
export function DeleteDialog({ asset, onClose, onDeleted }: DeleteProps) {
  const t = useTexts();
  const refresh = useRefresh();
  const used = asset.used_by.length > 0;
  return (
    <ActDialog
      title={t('delete.title', { name: asset.name })}
      effects={used ? [] : [t('delete.effect')]}
      confirm={t('delete.confirm')}
      danger
      ready={!used}
      act={() => deleteAsset(asset.id)}
      onDone={() => {
        announce(t('delete.done', { name: asset.name }));
        onDeleted();
        void refresh();
      }}
      onClose={onClose}
    >
      {used && (
        <Alert color="yellow" variant="light" icon={<IconInfoCircle />} title={t('delete.used')} c="var(--cauce-ink)">
          <UsedBy mentions={asset.used_by} />
        </Alert>
      )}
    </ActDialog>
  );
}

interface ReplaceProps {
  readonly asset: AssetDetail;
  readonly onClose: () => void;
}

/** Puts another file in the place of an asset. */
export function ReplaceDialog({ asset, onClose }: ReplaceProps) {
  const t = useTexts();
  const refresh = useRefresh();
  const [file, setFile] = useState<File | null>(null);
  return (
    <ActDialog
      title={t('replace.title', { name: asset.name })}
      effects={[t('replace.effectShown'), t('replace.effectCached')]}
      confirm={t('replace.confirm')}
      ready={file !== null}
      act={() => (file ? replaceAsset(asset.id, file) : Promise.reject(new Error('No file was chosen.')))}
      onDone={() => {
        announce(t('replace.done'));
        onClose();
        void refresh();
      }}
      onClose={onClose}
    >
      <Group gap="sm" wrap="nowrap">
        <FileButton accept={ACCEPTED[asset.kind]} onChange={setFile}>
          {(props) => (
            <Button {...props} variant="default">
              {t('replace.pick')}
            </Button>
          )}
        </FileButton>
        {file && <Text truncate>{file.name}</Text>}
      </Group>
    </ActDialog>
  );
}
