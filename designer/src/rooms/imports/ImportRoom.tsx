import { Anchor, Group } from '@mantine/core';
import { IconArrowLeft, IconFileAlert } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams } from 'react-router';
import type { Import, Upload } from '../../api/types';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { Room } from '../../parts/Room';
import { useMay } from '../../session/store';
import { importQuery } from './calls';
import { Preparing } from './Preparing';
import { Progress } from './Progress';
import { Result } from './Result';

/** One import, from the file that was just taken in to its result. */
export function ImportRoom() {
  const { t } = useTranslation();
  const id = Number(useParams()['id']);
  const found = useQuery(importQuery(id));
  return (
    <Room
      title={found.data?.filename ?? t('imports.one')}
      lead={found.data?.portfolio}
      actions={
        <Anchor component={Link} to="/import">
          <Group gap={6}>
            <IconArrowLeft size={16} aria-hidden />
            {t('imports.all')}
          </Group>
        </Anchor>
      }
    >
      <Answer query={found}>{(item) => <Stage key={item.id} item={item} />}</Answer>
    </Room>
  );
}

function Stage({ item }: { readonly item: Import }) {
  const { t } = useTranslation();
  const upload = uploadIn(useLocation().state, item.id);
  const mayImport = useMay('imports:run');
  if (item.state === 'done' || item.state === 'failed') return <Result item={item} />;
  if (item.state !== 'uploaded') return <Progress item={item} />;
  if (upload && mayImport) return <Preparing upload={upload} />;
  return (
    <EmptyState icon={IconFileAlert} title={t('imports.unfinished')} text={t('imports.unfinishedText')}>
      <Anchor component={Link} to="/import">
        {t('imports.again')}
      </Anchor>
    </EmptyState>
  );
}

/** What the upload told, where this visit made it. */
function uploadIn(state: unknown, id: number): Upload | null {
  if (typeof state !== 'object' || state === null || !('upload' in state)) return null;
  const upload = state.upload as Upload;
  return upload.id === id ? upload : null;
}
