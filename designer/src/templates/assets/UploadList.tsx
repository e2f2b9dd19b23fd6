import { Button, Group, Progress, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useWriter } from '../../i18n/use';
import { useSaid } from '../../parts/said';
import classes from './Assets.module.css';
import { useTexts } from './texts';
import { isOver, type Upload, type Uploads } from './uploads';

/** What is on its way into the library, how far it is, and in plain words what could not be taken. */
export function UploadList({ uploads }: { readonly uploads: Uploads }) {
  const t = useTexts();
  if (uploads.list.length === 0) return null;
  return (
    <section className={classes['uploads']} aria-label={t('uploads.title')}>
      <Group justify="space-between" mb={4}>
        <Title order={2}>{t('uploads.title')}</Title>
        {uploads.list.every(isOver) && (
          <Button variant="subtle" size="compact-sm" onClick={uploads.clear}>
            {t('uploads.clear')}
          </Button>
        )}
      </Group>
      <div aria-live="polite">
        {uploads.list.map((upload) => (
          <div key={upload.id} className={classes['upload']}>
            <Text fw={560} truncate title={upload.file.name}>
              {upload.file.name}
            </Text>
            <State upload={upload} />
          </div>
        ))}
      </div>
    </section>
  );
}

function State({ upload: { file, state } }: { readonly upload: Upload }) {
  const t = useTexts();
  const writer = useWriter();
  const said = useSaid();
  switch (state.name) {
    case 'waiting':
      return <Text c="dimmed">{t('uploads.waiting')}</Text>;
    case 'sending': {
      const percent = Math.round(state.part * 100);
      const word = percent < 100 ? t('uploads.sending', { percent }) : t('uploads.working');
      return (
        <div>
          <Text size="sm" c="dimmed" className="figures">
            {word}
          </Text>
          <Progress value={percent} aria-label={`${file.name}: ${word}`} animated={percent === 100} />
        </div>
      );
    }
    case 'done':
      return (
        <Group gap={6} wrap="nowrap" c="var(--cauce-brand)">
          <IconCheck size={18} aria-hidden />
          <Text>{state.asset.known ? t('uploads.known', { name: state.asset.name }) : t('uploads.done')}</Text>
        </Group>
      );
    case 'faulty':
      return (
        <Wrong>
          {state.fault.code === 'svg'
            ? t('uploads.svg')
            : t('uploads.tooLarge', { size: writer.bytes(file.size), limit: writer.bytes(state.fault.limit) })}
        </Wrong>
      );
    case 'refused':
      return <Wrong>{said(state.error)}</Wrong>;
  }
}

function Wrong({ children }: { readonly children: string }) {
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" c="var(--cauce-error)">
      <IconAlertTriangle size={18} aria-hidden style={{ flexShrink: 0 }} />
      <Text>{children}</Text>
    </Group>
  );
}
