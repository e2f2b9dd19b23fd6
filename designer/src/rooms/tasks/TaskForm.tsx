import { Alert, Button, Group, NumberInput, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, take } from '../../api/client';
import type { Task } from '../../api/types';
import { minorDigits } from '../../i18n/currencies';
import { useWriter } from '../../i18n/use';
import { momentIn } from '../../i18n/zones';
import { announce } from '../../parts/notices';
import { useSaid } from '../../parts/said';
import { useTexts } from './texts';

interface Props {
  readonly task: Task;
  readonly onDone: () => void;
}

/** Taking a task, and saying how it ended. */
export function TaskForm({ task, onDone }: Props) {
  const t = useTexts();
  const writer = useWriter();
  const said = useSaid();
  const queries = useQueryClient();
  const [outcome, setOutcome] = useState('');
  const [note, setNote] = useState('');
  const [amount, setAmount] = useState<string | number>('');
  const [day, setDay] = useState('');
  const [at, setAt] = useState('');
  const [reason, setReason] = useState('');
  const again = () => queries.invalidateQueries({ queryKey: ['tasks'] });
  const path = { params: { path: { id: task.id } } };
  const taking = useMutation({
    mutationFn: () =>
      take(task.mine ? api.POST('/api/v1/tasks/{id}/release', path) : api.POST('/api/v1/tasks/{id}/claim', path)),
    onSuccess: again,
  });
  const call = task.kind === 'call';
  const backAt = momentIn(task.time_zone, at);
  const zone = task.time_zone.replaceAll('_', ' ');
  const completing = useMutation({
    mutationFn: () => {
      const promised = { amount: Math.round(Number(amount) * 10 ** minorDigits(task.currency)), due_date: day };
      const body = {
        outcome,
        note,
        reason: outcome === 'dispute' ? reason : '',
        ...(call && outcome === 'promise' ? { promise: promised } : {}),
        ...(call && outcome === 'call_back' && backAt ? { call_back_at: backAt.toISOString() } : {}),
      };
      return take(api.POST('/api/v1/tasks/{id}/complete', { ...path, body }));
    },
    onSuccess: ({ closed }) => {
      announce(closed ? t('recorded') : t('putOff'));
      void again();
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    completing.mutate();
  };
  const failure = taking.error ?? completing.error;
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group>
          <Button variant="default" loading={taking.isPending} onClick={() => taking.mutate()}>
            {task.mine ? t('giveBack') : t('take')}
          </Button>
        </Group>
        <Radio.Group label={t(call ? 'how' : 'decide')} value={outcome} onChange={setOutcome}>
          <Stack gap={8} mt={8}>
            {task.outcomes.map(({ id, label }) => (
              <Radio key={id} value={id} label={writer.text(label)} />
            ))}
          </Stack>
        </Radio.Group>
        {call && outcome === 'promise' && (
          <Group align="flex-end">
            <NumberInput
              label={t('promiseAmount', { currency: task.currency })}
              value={amount}
              onChange={setAmount}
              min={0}
              decimalScale={minorDigits(task.currency)}
              required
            />
            <TextInput
              type="date"
              label={t('promiseDate')}
              value={day}
              onChange={(event) => setDay(event.currentTarget.value)}
              required
            />
          </Group>
        )}
        {call && outcome === 'call_back' && (
          <TextInput
            type="datetime-local"
            label={t('callBackAt')}
            description={
              backAt ? t('callBackHere', { zone, when: writer.time(backAt, 'short') }) : t('callBackZone', { zone })
            }
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
        )}
        {call && outcome === 'dispute' && (
          <TextInput label={t('reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        )}
        <Textarea label={t('note')} value={note} onChange={(event) => setNote(event.currentTarget.value)} autosize />
        {failure && (
          <Alert color="red" variant="light" c="var(--cauce-ink)" role="alert">
            {said(failure)}
          </Alert>
        )}
        <Button type="submit" disabled={outcome === ''} loading={completing.isPending}>
          {t('record')}
        </Button>
      </Stack>
    </form>
  );
}
