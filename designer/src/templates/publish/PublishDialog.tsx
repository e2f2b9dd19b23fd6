import { Alert, Button, Checkbox, Group, Modal, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiProblem } from '../../api/problem';
import { useWriter } from '../../i18n/use';
import { Failure } from '../../parts/Failure';
import { useSaid } from '../../parts/said';
import { Waiting } from '../../parts/Waiting';
import { checkTemplate, publishTemplate, type TemplateDetail, type TemplateProblem } from '../api';
import { useTemplateTexts } from '../frame/texts';
import { Findings } from './Findings';
import { LinkCheck } from './LinkCheck';
import { PublishedChanges } from './PublishedChanges';

const LONGEST_NOTE = 500;

interface Props {
  readonly template: TemplateDetail;
  /** What is published: the draft as it was saved last. */
  readonly revision: number;
  readonly onPublished: () => void;
  readonly onClose: () => void;
  /** Brings a problem into view where there is an editor. */
  readonly onShow?: (problem: TemplateProblem) => void;
}

/** Publishing a template, from the last look at it to the version that journeys send. */
export function PublishDialog(props: Props) {
  const t = useTemplateTexts();
  const writer = useWriter();
  const [number, setNumber] = useState<number | null>(null);
  const { template, onClose, onPublished } = props;
  const done = (made: number) => {
    setNumber(made);
    onPublished();
  };
  return (
    <Modal opened onClose={onClose} title={t('publish.title', { name: writer.text(template.name) })} size="lg">
      {number === null ? (
        <LastLook {...props} onDone={done} />
      ) : (
        <Stack align="center" ta="center" py="md" gap="sm" role="status">
          <IconRocket size={40} color="var(--cauce-brand)" stroke={1.6} aria-hidden />
          <Text fw={620} fz="lg">
            {t('publish.doneTitle', { number })}
          </Text>
          <Text c="dimmed">
            {template.used_by.length === 0
              ? t('publish.doneUnused')
              : t('publish.doneUsed', { count: template.used_by.length })}
          </Text>
          <Button data-autofocus onClick={onClose}>
            {t('publish.close')}
          </Button>
        </Stack>
      )}
    </Modal>
  );
}

interface LookProps extends Props {
  readonly onDone: (number: number) => void;
}

/** The problems of a refusal, as far as it is one of those. */
function refusedFor(error: unknown): readonly TemplateProblem[] | null {
  const found = error instanceof ApiProblem && error.status === 422 ? error.document.findings : undefined;
  return found === undefined ? null : (found as readonly TemplateProblem[]);
}

function LastLook({ template, revision, onClose, onDone, onShow }: LookProps) {
  const t = useTemplateTexts();
  const said = useSaid();
  const checking = useQuery({
    queryKey: ['template-check', template.key, revision],
    queryFn: () => checkTemplate(template.key),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const [note, setNote] = useState('');
  const [ticked, setTicked] = useState(false);
  const publishing = useMutation({
    mutationFn: () => publishTemplate(template.key, revision, note.trim()),
    onSuccess: (version) => onDone(version.number),
  });
  const refused = refusedFor(publishing.error);
  const problems = refused ?? checking.data;
  const errors = problems?.filter(({ severity }) => severity === 'error').length ?? 0;
  const warnings = (problems?.length ?? 0) - errors;
  const ready = problems !== undefined && errors === 0 && (warnings === 0 || ticked);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    publishing.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <section>
          <Title order={3} mb={6}>
            {t('publish.findings')}
          </Title>
          {checking.error !== null && <Failure error={checking.error} onRetry={() => void checking.refetch()} />}
          {problems === undefined && checking.error === null && <Waiting rows={2} height={36} />}
          {problems !== undefined && <Findings problems={problems} onJump={onShow} />}
          <LinkCheck template={template.key} onJump={onShow} />
        </section>
        <PublishedChanges template={template} />
        <section>
          <Title order={3} mb={6}>
            {t('publish.reach')}
          </Title>
          <Text>
            {template.used_by.length === 0
              ? t('publish.unused')
              : t('publish.used', {
                  count: template.used_by.length,
                  names: template.used_by.map(({ name }) => name).join(', '),
                })}
          </Text>
          {template.waiting > 0 && <Text>{t('publish.waiting', { count: template.waiting })}</Text>}
        </section>
        <Textarea
          label={t('publish.note')}
          description={t('publish.noteHelp')}
          autosize
          minRows={2}
          maxLength={LONGEST_NOTE}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {warnings > 0 && errors === 0 && (
          <Checkbox
            label={t('publish.tick', { count: warnings })}
            checked={ticked}
            onChange={(event) => setTicked(event.currentTarget.checked)}
          />
        )}
        {publishing.error !== null && refused === null && (
          <Alert color="red" role="alert">
            {said(publishing.error)}
          </Alert>
        )}
        <Group justify="space-between" align="center">
          <Text size="sm" c="dimmed" flex="1 1 200px">
            {errors > 0 ? t('publish.blocked', { count: errors }) : ''}
          </Text>
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('publish.cancel')}
            </Button>
            <Button type="submit" disabled={!ready} loading={publishing.isPending}>
              {t('publish.go', { number: (template.version ?? 0) + 1 })}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
