import { Alert, Button, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaid } from './said';

const LONGEST_REASON = 300;

interface Props<T> {
  readonly title: string;
  /** What will happen, one plain sentence each. */
  readonly effects: readonly string[];
  /** The word on the button that does it. */
  readonly confirm: string;
  readonly act: (reason: string) => Promise<T>;
  readonly onDone: (answer: T) => void;
  readonly onClose: () => void;
  /** Cannot be undone: the button is red. */
  readonly danger?: boolean;
  /** Whether a reason has to be written, which goes into the audit trail. */
  readonly asksWhy?: boolean;
  /** False while something in `children` still has to be answered. */
  readonly ready?: boolean;
  /** What a refusal offers beyond its sentence. */
  readonly onRefused?: (error: unknown) => void;
  readonly children?: ReactNode;
}

/** Asks before something is done: what will happen, why, and then the server's own sentence where it refuses. */
export function ActDialog<T>(props: Props<T>) {
  const { title, effects, confirm, onClose, danger = false, asksWhy = false, ready = true, children } = props;
  const { t } = useTranslation();
  const said = useSaid();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const doing = useMutation({
    mutationFn: () => props.act(reason.trim()),
    onSuccess: props.onDone,
    onError: (error) => props.onRefused?.(error),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A dialog stands inside of the page by React's count: its form is not the page's.
    event.stopPropagation();
    if (asksWhy && reason.trim() === '') setMissing(true);
    else doing.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {effects.length === 1 ? (
            <Text>{effects[0]}</Text>
          ) : (
            <List spacing={6} fz="md">
              {effects.map((effect) => (
                <List.Item key={effect}>{effect}</List.Item>
              ))}
            </List>
          )}
          {children}
          {asksWhy && (
            <Textarea
              data-autofocus
              label={t('act.reason')}
              description={t('act.reasonHelp')}
              autosize
              minRows={2}
              maxLength={LONGEST_REASON}
              value={reason}
              error={missing ? t('act.reasonMissing') : null}
              onChange={(event) => {
                setReason(event.currentTarget.value);
                setMissing(false);
              }}
            />
          )}
          {doing.error && (
            <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="alert">
              {said(doing.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.back')}
            </Button>
            <Button type="submit" color={danger ? 'red.8' : 'brand'} disabled={!ready} loading={doing.isPending}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
