import { Alert, Box, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import type { Impact, Journey, Publication } from '../../api/types';
import { Failure } from '../../parts/Failure';
import { impactQuery } from '../api';
import { useScope } from '../editor/scope';
import type { Saving } from '../editor/useDraft';
import { ChangeProgress } from '../life/ChangeProgress';
import { countProblems, type Problem } from '../problems';
import { useTexts } from '../texts';
import { Checklist } from './Checklist';
import { Inside } from './Inside';
import { type Choices, movesOf } from './moves';
import { usePublication } from './usePublication';

interface Props {
  readonly journey: Journey;
  readonly saving: Saving;
  readonly onClose: () => void;
}

const LONGEST_REASON = 500;

interface DoneProps {
  readonly published: Publication;
  readonly onClose: () => void;
}

function Done({ published, onClose }: DoneProps) {
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

/** Whether the last changes are with the server; they are sent at once. */
function useSavedFirst(): 'saving' | 'saved' | 'failed' {
  const { autosave } = useScope();
  const [outcome, setOutcome] = useState<'saving' | 'saved' | 'failed'>('saving');
  useEffect(() => {
    void autosave()
      ?.flush()
      .then((all) => setOutcome(all ? 'saved' : 'failed'));
  }, [autosave]);
  return outcome;
}

interface Looked {
  readonly found: Impact | null;
  readonly pending: boolean;
  readonly failed: Error | null;
  readonly again: () => void;
}

/** What publishing the draft means for the people who are inside, once the draft is saved. */
function useImpact(journeyId: number, ready: boolean): Looked {
  const { data, error, refetch, isFetching } = useQuery({ ...impactQuery(journeyId), enabled: ready });
  return { found: data ?? null, pending: isFetching && data === undefined, failed: error, again: () => void refetch() };
}

/** The last look before people are written to: what is wrong, who comes in, and why it is published. */
export function PublishDialog({ journey, saving, onClose }: Props) {
  const t = useTexts();
  const { store } = useScope();
  const saved = useSavedFirst();
  const first = journey.live_version === null;
  const [reason, setReason] = useState(first ? t('publish.reasonFirst') : '');
  const [missing, setMissing] = useState(false);
  const publication = usePublication(journey.id);
  const problems: readonly Problem[] = publication.problems ?? saving.problems;
  const { errors } = countProblems(problems);
  const impact = useImpact(journey.id, saved === 'saved' && errors === 0);
  const [choices, setChoices] = useState<Choices>({});
  const { name } = store.getState().history.present;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === '') {
      setMissing(true);
    } else {
      publication.publish(reason.trim(), impact.found ? movesOf(impact.found, choices) : []);
    }
  };
  const showProblems = () => {
    onClose();
    store.getState().show({ kind: 'problems' });
  };
  return (
    <Modal opened onClose={onClose} title={<b>{t('publish.title', { name })}</b>} size="lg">
      {publication.version !== null ? (
        <Done published={publication.version} onClose={onClose} />
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack gap="md">
            {saved === 'saving' && <Text c="dimmed">{t('publish.saving')}</Text>}
            {saved === 'failed' && <Alert color="red">{t('publish.notSaved')}</Alert>}
            <Checklist journey={journey} problems={problems} impact={impact.found} onShowProblems={showProblems} />
            {impact.pending && <Text c="dimmed">{t('inside.looking')}</Text>}
            {impact.failed && <Failure error={impact.failed} onRetry={impact.again} />}
            {impact.found && impact.found.nodes.length > 0 && (
              <Inside impact={impact.found} choices={choices} onChoices={setChoices} />
            )}
            {publication.failure !== null && <Alert color="red">{publication.failure}</Alert>}
            <Textarea
              label={t('publish.reason')}
              description={t('publish.reasonHelp')}
              maxLength={LONGEST_REASON}
              autosize
              minRows={2}
              value={reason}
              error={missing ? t('publish.reasonMissing') : null}
              onChange={(event) => {
                setReason(event.currentTarget.value);
                setMissing(false);
              }}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('publish.cancel')}
              </Button>
              <Button
                type="submit"
                disabled={saved !== 'saved' || errors > 0 || impact.found === null}
                loading={publication.pending}
              >
                {t('publish.go')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
