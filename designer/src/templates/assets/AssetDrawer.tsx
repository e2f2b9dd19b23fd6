import { Button, Drawer, Group, Stack, Title } from '@mantine/core';
import { IconCrop, IconReplace, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { Facts } from '../../parts/Facts';
import { usePhone } from '../../parts/screen';
import { useMay } from '../../session/store';
import { AssetForm } from './AssetForm';
import classes from './Assets.module.css';
import { Look } from './AssetTile';
import { CutDialog } from './CutDialog';
import { type AssetDetail, assetQuery, type Folder } from './calls';
import { DeleteDialog, ReplaceDialog } from './dialogs';
import { Sizes } from './Sizes';
import { useTexts } from './texts';
import { UsedBy } from './UsedBy';

interface Props {
  readonly id: number | null;
  readonly folders: readonly Folder[];
  readonly onOpen: (id: number) => void;
  readonly onClose: () => void;
}

/** One asset beside the grid: what it says, where it is used, and what can be done with it. */
export function AssetDrawer({ id, folders, onOpen, onClose }: Props) {
  const t = useTexts();
  const phone = usePhone();
  const asset = useQuery({ ...assetQuery(id ?? 0), enabled: id !== null });
  const title = asset.data ? t(`one.${asset.data.kind}`) : t('list');
  return (
    <Drawer opened={id !== null} onClose={onClose} position="right" size={phone ? '100%' : 480} title={title}>
      {id !== null && (
        <Answer query={asset}>
          {(found) => <Details key={found.id} asset={found} folders={folders} onOpen={onOpen} onClose={onClose} />}
        </Answer>
      )}
    </Drawer>
  );
}

interface DetailsProps {
  readonly asset: AssetDetail;
  readonly folders: readonly Folder[];
  readonly onOpen: (id: number) => void;
  readonly onClose: () => void;
}

function Details({ asset, folders, onOpen, onClose }: DetailsProps) {
  const t = useTexts();
  const writer = useWriter();
  const mayEdit = useMay('templates:edit');
  const [asked, setAsked] = useState<'cut' | 'replace' | 'delete' | null>(null);
  const close = () => setAsked(null);
  return (
    <Stack gap="lg">
      <div className={`${classes['shown']} ${classes['big']}`}>
        <Big asset={asset} />
      </div>
      {mayEdit && (
        <Group gap="xs">
          {asset.kind === 'image' && (
            <Button variant="default" size="xs" leftSection={<IconCrop size={16} />} onClick={() => setAsked('cut')}>
              {t('detail.cut')}
            </Button>
          )}
          <Button
            variant="default"
            size="xs"
            leftSection={<IconReplace size={16} />}
            onClick={() => setAsked('replace')}
          >
            {t('detail.replace')}
          </Button>
          <Button
            variant="default"
            size="xs"
            c="var(--cauce-error)"
            leftSection={<IconTrash size={16} />}
            onClick={() => setAsked('delete')}
          >
            {t('detail.delete')}
          </Button>
        </Group>
      )}
      <AssetForm asset={asset} folders={folders} readOnly={!mayEdit} />
      <section>
        <Title order={3} mb="xs">
          {t('detail.usedBy')}
        </Title>
        <UsedBy mentions={asset.used_by} />
      </section>
      <Sizes asset={asset} />
      <Facts
        facts={[
          { name: t('detail.weight'), value: writer.bytes(asset.size) },
          { name: t('detail.added'), value: writer.time(asset.created_at) },
          ...(asset.created_by ? [{ name: t('detail.by'), value: asset.created_by }] : []),
        ]}
      />
      {asked === 'cut' && <CutDialog asset={asset} onMade={onOpen} onClose={close} />}
      {asked === 'replace' && <ReplaceDialog asset={asset} onClose={close} />}
      {asked === 'delete' && <DeleteDialog asset={asset} onClose={close} onDeleted={onClose} />}
    </Stack>
  );
}

function Big({ asset }: { readonly asset: AssetDetail }) {
  if (asset.kind === 'image') return <img src={asset.url} alt={asset.alt['es'] ?? asset.alt['en'] ?? asset.name} />;
  if (asset.kind === 'video') {
    // biome-ignore lint/a11y/useMediaCaption: captions are a file of their own, which the widget of a page joins to it
    return <video src={asset.url} controls preload="metadata" aria-label={asset.name} />;
  }
  return <Look asset={asset} />;
}
