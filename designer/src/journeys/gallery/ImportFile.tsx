import { Button, FileButton, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link } from 'react-router';
import type { ImportedFile } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { announce } from '../../parts/notices';
import { useSaid } from '../../parts/said';
import { importFile } from './api';
import { useGalleryTexts } from './texts';

const LARGEST = 2 * 1024 * 1024;

class UnusableFileError extends Error {}

/** What came with a file, one line for each kind of thing. */
function Came({ made }: { readonly made: ImportedFile }) {
  const t = useGalleryTexts();
  const { language } = useWriter();
  const [, ...others] = made.journeys;
  const lines = [
    { label: t('file.others'), names: others.map(({ name }) => name) },
    { label: t('file.segments'), names: made.segments.map(({ name }) => name) },
    { label: t('file.templates'), names: made.templates },
    { label: t('file.fields'), names: made.fields },
    { label: t('file.notes'), names: made.notes.map((note) => note[language]) },
  ].filter(({ names }) => names.length > 0);
  return (
    <Stack gap="xs">
      <Text>{t('file.draft')}</Text>
      {lines.map(({ label, names }) => (
        <Text key={label} size="sm">
          <b>{label}</b> {names.join(' · ')}
        </Text>
      ))}
    </Stack>
  );
}

/** Chooses a file that another installation exported, and makes journeys of it. */
export function ImportFile() {
  const t = useGalleryTexts();
  const said = useSaid();
  const queries = useQueryClient();
  const reset = useRef<() => void>(null);
  const bringing = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > LARGEST * 2) throw new UnusableFileError(t('file.tooLarge'));
      const text = await file.text().catch(() => {
        throw new UnusableFileError(t('file.unreadable'));
      });
      return importFile(text === '' ? ' -' : text);
    },
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['journeys'] }),
        queries.invalidateQueries({ queryKey: ['segments'] }),
        queries.invalidateQueries({ queryKey: ['meta'] }),
      ]);
    },
    onError: (error) => announce(error instanceof UnusableFileError ? error.message : said(error), 'failed'),
    onSettled: () => reset.current?.(),
  });
  const made = bringing.data;
  const first = made?.journeys[0];
  return (
    <>
      <FileButton
        resetRef={reset}
        accept=".json,application/json"
        onChange={(file) => {
          if (file) bringing.mutate(file);
        }}
      >
        {(props) => (
          <Button {...props} variant="default" loading={bringing.isPending}>
            {t('file.choose')}
          </Button>
        )}
      </FileButton>
      {made && first && (
        <Modal opened onClose={() => bringing.reset()} title={t('file.done', { name: first.name })}>
          <Came made={made} />
          <Group justify="flex-end" mt="lg">
            <Button variant="default" onClick={() => bringing.reset()}>
              {t('file.close')}
            </Button>
            <Button component={Link} to={`/journeys/${first.id}`}>
              {t('file.open')}
            </Button>
          </Group>
        </Modal>
      )}
    </>
  );
}
