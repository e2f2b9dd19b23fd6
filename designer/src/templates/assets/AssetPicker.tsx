import { Button, FileButton, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { IconPhoto, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { Pager } from '../../parts/Pager';
import { SearchBox } from '../../parts/SearchBox';
import { usePhone } from '../../parts/screen';
import { useMay } from '../../session/store';
import classes from './Assets.module.css';
import { AssetTile } from './AssetTile';
import { type Asset, type AssetKind, assetsQuery, PAGE, useFolders, useRefresh } from './calls';
import { DropArea } from './DropArea';
import { addAssetTexts, useTexts } from './texts';
import { choicesOf } from './tree';
import { UploadList } from './UploadList';
import { useUploads } from './uploads';

addAssetTexts();

const ACCEPTED = {
  image: 'image/png,image/jpeg,image/gif,image/webp',
  video: 'video/mp4,video/webm',
  document: 'application/pdf',
  captions: '.vtt',
};

interface Props {
  readonly kind: AssetKind;
  /** What was chosen; designs name it by its `url`, and `alt` has its texts by language. */
  readonly onPick: (asset: Asset) => void;
  readonly onClose: () => void;
}

/** A dialog in which one chooses an asset of a kind from the library, or uploads one. Draw it while it is open. */
export function AssetPicker({ kind, onPick, onClose }: Props) {
  const t = useTexts();
  const phone = usePhone();
  const mayEdit = useMay('templates:edit');
  const refresh = useRefresh();
  const folders = useFolders();
  const [folder, setFolder] = useState<number | null>(null);
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const [chosen, setChosen] = useState<Asset | null>(null);
  const assets = useQuery(assetsQuery({ folder, kind, search, page }));
  const uploads = useUploads(
    useCallback(
      (asset) => {
        if (asset.kind === kind) setChosen(asset);
        void refresh();
      },
      [kind, refresh],
    ),
  );
  const add = (files: readonly File[]) => uploads.add(files, folder);
  return (
    <Modal opened onClose={onClose} title={t(`picker.title.${kind}`)} size={860} fullScreen={phone}>
      <DropArea active={mayEdit} onFiles={add}>
        <Stack gap="md">
          <div className={classes['tools']}>
            <SearchBox
              value={search}
              label={t('search')}
              onSearch={(text) => {
                setSearch(text);
                setPage(1);
              }}
            />
            <NativeSelect
              aria-label={t('folders.select')}
              data={choicesOf(folders.data?.items ?? [], t('folders.all'))}
              value={folder === null ? '' : String(folder)}
              onChange={({ currentTarget: { value } }) => {
                setFolder(value === '' ? null : Number(value));
                setPage(1);
              }}
            />
            {mayEdit && (
              <FileButton multiple accept={ACCEPTED[kind]} onChange={add}>
                {(props) => (
                  <Button {...props} variant="default" leftSection={<IconUpload size={18} />}>
                    {t('upload')}
                  </Button>
                )}
              </FileButton>
            )}
          </div>
          <UploadList uploads={uploads} />
          <Answer query={assets}>
            {({ items, total }) =>
              items.length === 0 ? (
                <EmptyState icon={IconPhoto} title={t('empty.title')} text={t('empty.text')} />
              ) : (
                <div>
                  <ul className={classes['grid']} aria-label={t('list')}>
                    {items.map((asset) => (
                      <li key={asset.id}>
                        <AssetTile asset={asset} chosen={asset.id === chosen?.id} onOpen={() => setChosen(asset)} />
                      </li>
                    ))}
                  </ul>
                  {total > PAGE && <Pager page={page} size={PAGE} total={total} onPage={setPage} />}
                </div>
              )
            }
          </Answer>
          <Group justify="space-between">
            <Text c="dimmed" truncate>
              {chosen?.name}
            </Text>
            <Button disabled={chosen === null} onClick={() => chosen && onPick(chosen)}>
              {t('picker.pick')}
            </Button>
          </Group>
        </Stack>
      </DropArea>
    </Modal>
  );
}
