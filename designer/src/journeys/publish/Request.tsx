import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Publication, PublishRequest } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { useSaid } from '../../parts/said';
import { useMay } from '../../session/store';
import { useTexts } from '../texts';
import { approve, refuse, withdraw } from './api';
import { useAfterPublishing } from './usePublication';

const LONGEST_ANSWER = 500;

interface Props {
  readonly journeyId: number;
  readonly request: PublishRequest;
  /** Whether the draft has no errors and is saved. */
  readonly ready: boolean;
  readonly onApproved: (published: Publication) => void;
}

/** What becomes of the people inside, as it was asked for. */
function AskedMoves({ request }: { readonly request: PublishRequest }) {
  const t = useTexts();
  const writer = useWriter();
  if (request.moves.length === 0) return <Text size="sm">{t('request.allStay')}</Text>;
  const told = request.moves.map(({ act, node, version, target }) =>
    t(`request.${act}`, { node, version, target: target ?? node }),
  );
  return <Text size="sm">{t('request.moves', { moves: writer.list(told) })}</Text>;
}

/** Yes or no to what somebody else asked for. */
function Answering({ journeyId, request, ready, onApproved }: Props) {
  const t = useTexts();
  const said = useSaid();
  const queries = useQueryClient();
  const after = useAfterPublishing(journeyId);
  const [answer, setAnswer] = useState('');
  const [missing, setMissing] = useState(false);
  const again = () => queries.invalidateQueries({ queryKey: ['journeys', 'requests', journeyId] });
  const approving = useMutation({
    mutationFn: () => approve(request.id, answer.trim()),
    onSuccess: async (published) => {
      onApproved(published);
      await after();
    },
    onError: again,
  });
  const refusing = useMutation({ mutationFn: () => refuse(request.id, answer.trim()), onSettled: again });
  const failed = approving.error ?? refusing.error;
  return (
    <Stack gap="xs">
      <Textarea
        label={t('request.answer')}
        description={t('request.answerHelp')}
        maxLength={LONGEST_ANSWER}
        autosize
        minRows={2}
        value={answer}
        error={missing ? t('request.answerMissing') : null}
        onChange={(event) => {
          setAnswer(event.currentTarget.value);
          setMissing(false);
        }}
      />
      {failed && <Alert color="red">{said(failed)}</Alert>}
      <Group justify="flex-end">
        <Button
          variant="default"
          loading={refusing.isPending}
          onClick={() => (answer.trim() === '' ? setMissing(true) : refusing.mutate())}
        >
          {t('request.refuse')}
        </Button>
        <Button disabled={!ready} loading={approving.isPending} onClick={() => approving.mutate()}>
          {t('request.approve')}
        </Button>
      </Group>
    </Stack>
  );
}

/** A request that waits for an answer: who asks for what and why, and what the reader may do about it. */
export function OpenRequest(props: Props) {
  const { journeyId, request } = props;
  const t = useTexts();
  const writer = useWriter();
  const queries = useQueryClient();
  const mayPublish = useMay('journeys:publish');
  const withdrawing = useMutation({
    mutationFn: () => withdraw(request.id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['journeys', 'requests', journeyId] }),
  });
  return (
    <Alert color={request.current ? 'brand' : 'yellow'} icon={<IconEye />} title={t('request.title')}>
      <Stack gap="xs">
        <Text size="sm">
          {t('request.asked', {
            who: request.asked_by ?? '',
            when: writer.time(request.asked_at),
            why: request.reason,
          })}
        </Text>
        {request.current ? <AskedMoves request={request} /> : <Text size="sm">{t('request.stale')}</Text>}
        {request.own && (
          <Group justify="space-between">
            <Text size="sm">{t('request.own')}</Text>
            <Button
              variant="default"
              size="compact-sm"
              loading={withdrawing.isPending}
              onClick={() => withdrawing.mutate()}
            >
              {t('request.withdraw')}
            </Button>
          </Group>
        )}
        {!request.own && request.current && mayPublish && <Answering {...props} />}
      </Stack>
    </Alert>
  );
}

/** What was said of the last request, where it was refused. */
export function Refused({ request }: { readonly request: PublishRequest }) {
  const t = useTexts();
  const writer = useWriter();
  const { answered_by: who, answered_at: at, answer } = request;
  return (
    <Alert color="yellow" title={t('request.refusedTitle', { who: who ?? '', when: at ? writer.time(at) : '' })}>
      {answer}
    </Alert>
  );
}
