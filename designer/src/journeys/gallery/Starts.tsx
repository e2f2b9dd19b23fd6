import { Button, Text, ThemeIcon } from '@mantine/core';
import { IconFileImport, IconPencilPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { NewJourney } from '../list/NewJourney';
import classes from './Gallery.module.css';
import { ImportFile } from './ImportFile';
import { useGalleryTexts } from './texts';

/** The two ways to begin without a finished journey: from empty, and from a file. */
export function Starts() {
  const t = useGalleryTexts();
  const [creating, setCreating] = useState(false);
  return (
    <div className={classes['starts']}>
      <section className={classes['start']} aria-label={t('empty.title')}>
        <ThemeIcon size={40} radius={10} variant="light" aria-hidden>
          <IconPencilPlus size={22} stroke={1.6} />
        </ThemeIcon>
        <div className={classes['startWords']}>
          <Text fw={620}>{t('empty.title')}</Text>
          <Text size="sm" c="dimmed">
            {t('empty.text')}
          </Text>
        </div>
        <Button onClick={() => setCreating(true)}>{t('empty.begin')}</Button>
        <NewJourney opened={creating} onClose={() => setCreating(false)} />
      </section>
      <section className={classes['start']} aria-label={t('file.title')}>
        <ThemeIcon size={40} radius={10} variant="light" aria-hidden>
          <IconFileImport size={22} stroke={1.6} />
        </ThemeIcon>
        <div className={classes['startWords']}>
          <Text fw={620}>{t('file.title')}</Text>
          <Text size="sm" c="dimmed">
            {t('file.text')}
          </Text>
        </div>
        <ImportFile />
      </section>
    </div>
  );
}
