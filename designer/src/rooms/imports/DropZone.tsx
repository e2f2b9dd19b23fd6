import { Button, FileButton, Group, Loader, Stack, Text } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DropZone.module.css';

const ACCEPTED = '.csv,.tsv,.txt,.xlsx';

interface Props {
  readonly busy: boolean;
  readonly onFile: (file: File) => void;
}

/** Takes one file, dropped here or picked. */
export function DropZone({ busy, onFile }: Props) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !busy) onFile(file);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button within
    <div
      className={classes['zone']}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {busy ? (
        <Group gap="sm" role="status">
          <Loader size="sm" aria-hidden />
          <Text>{t('imports.uploading')}</Text>
        </Group>
      ) : (
        <Stack align="center" gap="sm">
          <IconFileSpreadsheet size={36} stroke={1.5} color="var(--cauce-brand)" aria-hidden />
          <Text fw={560}>{t('imports.drop')}</Text>
          <FileButton accept={ACCEPTED} onChange={(file) => file && onFile(file)}>
            {(props) => <Button {...props}>{t('imports.pick')}</Button>}
          </FileButton>
          <Text size="sm" c="dimmed">
            {t('imports.accepted')}
          </Text>
        </Stack>
      )}
    </div>
  );
}
