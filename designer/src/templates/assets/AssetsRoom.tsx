import { Button, FileButton, Select, Text } from '@mantine/core';
import { IconPhoto, IconSearch, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { useListAddress } from '../../parts/listAddress';
import { Pager } from '../../parts/Pager';
import { Room } from '../../parts/Room';
import { SearchBox } from '../../parts/SearchBox';
import { useMay } from '../../session/store';
import { ContentTabs } from '../frame/ContentTabs';
import { AssetDrawer } from './AssetDrawer';
import classes from './Assets.module.css';
import { AssetTile } from './AssetTile';
import { type AssetKind, assetsQuery, PAGE, useFolders, useRefresh } from './calls';
import { DropArea } from './DropArea';
import { Folders } from './Folders';
import { addAssetTexts, useTexts } from './texts';
import { UploadList } from './UploadList';
import { useUploads } from './uploads';

addAssetTexts();

const KINDS: readonly AssetKind[] = ['image', 'video', 'document', 'captions'];
const ACCEPTED = 'image/png,image/jpeg,image/gif,image/webp,video/mp4,video/webm,application/pdf,.vtt';

function numberOf(text: string | null): number | null {
  const number = Number.parseInt(text ?? '', 10);
  return Number.isInteger(number) && number >= 0 ? number : null;
}

/** The library: folders at the left, what lies in them at the right; files may be dropped anywhere. */
export function AssetsRoom() {
  const t = useTexts();
  const address = useListAddress();
  const mayEdit = useMay('templates:edit');
  const refresh = useRefresh();
  const folders = useFolders();
  const uploads = useUploads(useCallback(() => void refresh(), [refresh]));
  const folder = numberOf(address.get('folder'));
  const kind = KINDS.find((one) => one === address.get('kind')) ?? '';
  const { search, page } = address;
  const assets = useQuery(assetsQuery({ folder, kind, search, page }));
  const add = (files: readonly File[]) => uploads.add(files, folder || null);
  const narrowed = search !== '' || kind !== '';
  return (
    <>
      <ContentTabs />
      <DropArea active={mayEdit} onFiles={add}>
        <Room
          title={t('title')}
          lead={t('lead')}
          actions={
            mayEdit && (
              <FileButton multiple accept={ACCEPTED} onChange={add}>
                {(props) => (
                  <Button {...props} leftSection={<IconUpload size={18} />}>
                    {t('upload')}
                  </Button>
                )}
              </FileButton>
            )
          }
        >
          <div className={classes['columns']}>
            <Folders
              folders={folders.data?.items ?? []}
              open={folder}
              onOpen={(id) => address.set({ folder: id === null ? null : String(id) })}
            />
            <div>
              <div className={classes['tools']}>
                <SearchBox value={search} label={t('search')} onSearch={(text) => address.set({ search: text })} />
                <Select
                  aria-label={t('kind')}
                  w={180}
                  data={[
                    { value: '', label: t('kinds.all') },
                    ...KINDS.map((one) => ({ value: one, label: t(`kinds.${one}`) })),
                  ]}
                  value={kind}
                  onChange={(value) => address.set({ kind: value })}
                  allowDeselect={false}
                />
              </div>
              <UploadList uploads={uploads} />
              <Answer query={assets}>
                {({ items, total }) =>
                  items.length === 0 ? (
                    <Nothing narrowed={narrowed} mayEdit={mayEdit} />
                  ) : (
                    <>
                      <ul className={classes['grid']} aria-label={t('list')}>
                        {items.map((asset) => (
                          <li key={asset.id}>
                            <AssetTile asset={asset} onOpen={() => address.set({ open: String(asset.id) })} />
                          </li>
                        ))}
                      </ul>
                      <Pager
                        page={page}
                        size={PAGE}
                        total={total}
                        onPage={(next) => address.set({ page: String(next) })}
                      />
                    </>
                  )
                }
              </Answer>
            </div>
          </div>
        </Room>
      </DropArea>
      <AssetDrawer
        id={numberOf(address.get('open'))}
        folders={folders.data?.items ?? []}
        onOpen={(id) => address.set({ open: String(id) })}
        onClose={() => address.set({ open: null })}
      />
    </>
  );
}

function Nothing({ narrowed, mayEdit }: { readonly narrowed: boolean; readonly mayEdit: boolean }) {
  const t = useTexts();
  if (narrowed) return <EmptyState icon={IconSearch} title={t('nothingFound.title')} text={t('nothingFound.text')} />;
  return (
    <EmptyState icon={IconPhoto} title={t('empty.title')} text={mayEdit ? t('empty.text') : t('empty.readOnly')}>
      {mayEdit && (
        <Text size="sm" c="dimmed">
          {t('dropHelp')}
        </Text>
      )}
    </EmptyState>
  );
}
