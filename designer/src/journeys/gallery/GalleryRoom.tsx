import { Anchor, Button, Text } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMeta } from '../../api/meta';
import type { FinishedItem } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { Room } from '../../parts/Room';
import { Waiting } from '../../parts/Waiting';
import { useMay } from '../../session/store';
import { asCatalog, type Catalog } from '../catalog';
import { galleryQuery } from './api';
import { Filters } from './Filters';
import { FinishedCard } from './FinishedCard';
import { ANYTHING, suiting } from './filter';
import classes from './Gallery.module.css';
import { Starts } from './Starts';
import { useGalleryTexts } from './texts';

function Found({ items, catalog }: { readonly items: readonly FinishedItem[]; readonly catalog: Catalog }) {
  const t = useGalleryTexts();
  const [wanted, setWanted] = useState(ANYTHING);
  const found = suiting(items, wanted);
  return (
    <>
      <Filters items={items} catalog={catalog} wanted={wanted} onChange={setWanted} />
      <Text size="sm" c="dimmed" mb="sm" aria-live="polite">
        {t('found', { count: found.length })}
      </Text>
      {found.length === 0 ? (
        <EmptyState icon={IconSearch} title={t('nothingTitle')} text={t('nothingText')}>
          <Button variant="default" onClick={() => setWanted(ANYTHING)}>
            {t('clear')}
          </Button>
        </EmptyState>
      ) : (
        <ul className={classes['grid']}>
          {found.map((item) => (
            <li key={item.key}>
              <FinishedCard item={item} catalog={catalog} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Where a new journey begins: from a finished one, from a file, or from empty. */
export function GalleryRoom() {
  const t = useGalleryTexts();
  const { language } = useWriter();
  const mayEdit = useMay('journeys:edit');
  const gallery = useQuery(galleryQuery(language));
  const meta = useMeta();
  const back = (
    <Anchor component={Link} to="/journeys" underline="always">
      {t('toJourneys')}
    </Anchor>
  );
  return (
    <Room
      title={t('title')}
      lead={
        <>
          {t('lead')} {back}
        </>
      }
    >
      {mayEdit && <Starts />}
      <Answer query={gallery} waiting={<Waiting rows={3} height={300} />}>
        {({ items }) => (
          <Answer query={meta} waiting={<Waiting rows={3} height={300} />}>
            {(known) => <Found items={items} catalog={asCatalog(known)} />}
          </Answer>
        )}
      </Answer>
    </Room>
  );
}
