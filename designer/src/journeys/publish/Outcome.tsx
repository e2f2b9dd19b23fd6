import { Box, Button, Stack, Text } from '@mantine/core';
import { IconEye, IconRocket } from '@tabler/icons-react';
import type { Publication } from '../../api/types';
import { ChangeProgress } from '../life/ChangeProgress';
import { useTexts } from '../texts';

interface PublishedProps {
  readonly published: Publication;
  readonly onClose: () => void;
}

/** That a version is live, and how far the people inside have come. */
export function Published({ published, onClose }: PublishedProps) {
  const t = useTexts();
  const { number, change } = published;
  return (
    <Stack align="center" ta="center" py="md" gap="sm">
      <IconRocket size={40} color="var(--cauce-brand)" stroke={1.6} aria-hidden />
      <Text fw={620} fz="lg">
        {t('publish.doneTitle', { number })}
      </Text>
      <Text c="dimmed">{t('publish.doneText')}</Text>
      {change && (
        <Box w="100%" maw={400}>
          <ChangeProgress change={change} />
        </Box>
      )}
      <Button data-autofocus onClick={onClose}>
        {t('publish.done')}
      </Button>
    </Stack>
  );
}

/** That somebody else was asked. */
export function AskedFor({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts();
  return (
    <Stack align="center" ta="center" py="md" gap="sm">
      <IconEye size={40} color="var(--cauce-brand)" stroke={1.6} aria-hidden />
      <Text fw={620} fz="lg">
        {t('publish.askedTitle')}
      </Text>
      <Text c="dimmed">{t('publish.askedText')}</Text>
      <Button data-autofocus onClick={onClose}>
        {t('publish.done')}
      </Button>
    </Stack>
  );
}
