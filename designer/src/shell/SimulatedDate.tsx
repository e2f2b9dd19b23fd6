import { Badge, Tooltip } from '@mantine/core';
import { IconCalendarClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useWriter } from '../i18n/use';
import { useSimulatedTime } from './clock';

/** The demo's date and time, ticking at its own speed; nothing where time is real. */
export function SimulatedDate() {
  const { t } = useTranslation();
  const writer = useWriter();
  const time = useSimulatedTime();
  if (!time) return null;
  return (
    <Tooltip label={t('shell.simulatedHelp', { speed: writer.number(Math.round(time.speed)) })} multiline maw={280}>
      <Badge
        variant="light"
        size="lg"
        radius="md"
        tt="none"
        fw={560}
        className="figures"
        leftSection={<IconCalendarClock size={16} aria-hidden />}
        tabIndex={0}
        aria-label={`${t('shell.simulated')}: ${writer.time(time.now)}`}
      >
        {writer.time(time.now, 'dateTime')}
      </Badge>
    </Tooltip>
  );
}
