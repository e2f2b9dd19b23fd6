import { Group, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import type { JourneySummary } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { ChangeBar } from '../life/ChangeProgress';
import { isRunning } from '../life/life';
import { StateBadge } from '../life/StateBadge';
import { JourneyActs } from './JourneyActs';
import classes from './List.module.css';
import { useListTexts } from './texts';

/** How a journey stands; why, where somebody or the guard halted it; and how far a change has come. */
function State({ item }: { readonly item: JourneySummary }) {
  const t = useListTexts();
  const writer = useWriter();
  const { halt, change } = item;
  return (
    <>
      <StateBadge state={item.state} version={item.live_version} />
      {item.asked && (
        <Text size="xs" fw={560} c="orange.9" mt={4}>
          {t('asked')}
        </Text>
      )}
      {halt && (
        <Text size="xs" c="dimmed" mt={4} lineClamp={2} maw={260} className={classes['why'] ?? ''} title={halt.reason}>
          {halt.reason || writer.time(halt.at, 'short')}
        </Text>
      )}
      {isRunning(change) && (
        <div className={classes['change']}>
          <ChangeBar change={change} />
        </div>
      )}
    </>
  );
}

function ProblemCount({ errors, warnings }: { readonly errors: number; readonly warnings: number }) {
  const t = useListTexts();
  if (errors + warnings === 0) {
    return (
      <Group gap={6} wrap="nowrap" c="dimmed">
        <IconCircleCheck size={16} aria-hidden />
        {t('noProblems')}
      </Group>
    );
  }
  const texts = [
    errors > 0 ? t('errors', { count: errors }) : '',
    warnings > 0 ? t('warnings', { count: warnings }) : '',
  ].filter((text) => text !== '');
  return (
    <Group gap={6} wrap="nowrap" className={errors > 0 ? classes['errors'] : classes['warnings']}>
      <IconAlertTriangle size={16} aria-hidden />
      {texts.join(', ')}
    </Group>
  );
}

function JourneyRow({ item }: { readonly item: JourneySummary }) {
  const t = useListTexts();
  const writer = useWriter();
  const navigate = useNavigate();
  const figure = (label: string, value: number) => (
    <Table.Td className={classes['figure']} data-label={label}>
      {writer.number(value)}
    </Table.Td>
  );
  return (
    <Table.Tr className={classes['row']} onClick={() => navigate(`/journeys/${item.id}`)}>
      <Table.Td className={classes['name']}>
        <Link to={`/journeys/${item.id}`} onClick={(event) => event.stopPropagation()}>
          {item.name}
        </Link>
      </Table.Td>
      <Table.Td className={classes['state']}>
        <State item={item} />
      </Table.Td>
      {figure(t('hereNow'), item.here_now)}
      {figure(t('entered'), item.entered)}
      {figure(t('ended'), item.ended)}
      <Table.Td className={classes['problems']}>
        <ProblemCount errors={item.errors} warnings={item.warnings} />
      </Table.Td>
      <Table.Td className={classes['saved']} data-label={t('saved')}>
        {writer.time(item.saved_at, 'short')}
      </Table.Td>
      <Table.Td className={classes['acts']} onClick={(event) => event.stopPropagation()}>
        <JourneyActs item={item} />
      </Table.Td>
    </Table.Tr>
  );
}

/** The journeys as a table; on a phone each row is a card. */
export function JourneyTable({ items }: { readonly items: readonly JourneySummary[] }) {
  const t = useListTexts();
  return (
    <Table className={`${classes['table']} figures`} verticalSpacing="sm" horizontalSpacing="md">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('name')}</Table.Th>
          <Table.Th>{t('state')}</Table.Th>
          <Table.Th className={classes['figure']}>{t('hereNow')}</Table.Th>
          <Table.Th className={classes['figure']}>{t('entered')}</Table.Th>
          <Table.Th className={classes['figure']}>{t('ended')}</Table.Th>
          <Table.Th>{t('problems')}</Table.Th>
          <Table.Th>{t('saved')}</Table.Th>
          <Table.Th aria-hidden />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <JourneyRow key={item.id} item={item} />
        ))}
      </Table.Tbody>
    </Table>
  );
}
