import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck, IconTool } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Alarm } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { announce } from '../../parts/notices';
import { useSaid } from '../../parts/said';
import { useMay } from '../../session/store';
import { repair } from './calls';
import classes from './Operations.module.css';
import { useTexts } from './texts';

/** What somebody must look at, the worst first; and the calm word where there is nothing. */
export function Alarms({ alarms }: { readonly alarms: readonly Alarm[] }) {
  const t = useTexts();
  const mayRun = useMay('operations:run');
  if (alarms.length === 0) {
    return (
      <section className={classes['calm']}>
        <IconCircleCheck size={32} stroke={1.6} aria-hidden />
        <div>
          <h2>{t('calm.title')}</h2>
          <p>{t('calm.text')}</p>
        </div>
      </section>
    );
  }
  const worstFirst = [...alarms].sort((one, other) => rank(one) - rank(other));
  return (
    <section aria-label={t('alarms.title')}>
      <Stack gap="sm">
        {worstFirst.map((alarm) => (
          <AlarmNote key={alarm.code} alarm={alarm} />
        ))}
        {mayRun && <Repair urgent={alarms.some(({ severity }) => severity === 'critical')} />}
      </Stack>
    </section>
  );
}

function rank({ severity }: Alarm): number {
  return severity === 'critical' ? 0 : 1;
}

/** Where the people or messages that an alarm speaks of are listed. */
const PLACES: Readonly<Record<string, string>> = {
  dead_letters: '?tab=steps',
  unknown_messages: '?tab=messages&state=unknown',
};

function AlarmNote({ alarm }: { readonly alarm: Alarm }) {
  const t = useTexts();
  const writer = useWriter();
  const place = PLACES[alarm.code];
  const critical = alarm.severity === 'critical';
  const AlarmIcon = critical ? IconAlertOctagon : IconAlertTriangle;
  return (
    <Alert
      variant="light"
      color={critical ? 'red' : 'yellow'}
      bg={critical ? 'var(--cauce-error-soft)' : 'var(--cauce-warn-soft)'}
      c="var(--cauce-ink)"
      icon={<AlarmIcon aria-hidden color={critical ? 'var(--cauce-error-deep)' : 'var(--cauce-warn)'} />}
      role={critical ? 'alert' : 'status'}
    >
      <Text fw={620}>{writer.text(alarm.text)}</Text>
      <Text mt={2}>{writer.text(alarm.hint)}</Text>
      {place && (
        <Anchor component={Link} to={place} mt={4} display="inline-block">
          {t('alarms.see')}
        </Anchor>
      )}
    </Alert>
  );
}

function Repair({ urgent }: { readonly urgent: boolean }) {
  const t = useTexts();
  const said = useSaid();
  const queries = useQueryClient();
  const repairing = useMutation({
    mutationFn: repair,
    onSuccess: async ({ released }) => {
      announce(released > 0 ? t('repair.released', { count: released }) : t('repair.done'));
      await queries.invalidateQueries({ queryKey: ['operations'] });
    },
    onError: (error) => announce(said(error), 'failed'),
  });
  return (
    <Group gap="sm">
      <Button
        variant={urgent ? 'filled' : 'default'}
        leftSection={<IconTool size={18} aria-hidden />}
        loading={repairing.isPending}
        onClick={() => repairing.mutate()}
      >
        {t('repair.go')}
      </Button>
      <Text c="dimmed" size="sm" flex="1 1 240px">
        {t('repair.help')}
      </Text>
    </Group>
  );
}
