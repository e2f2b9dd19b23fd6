import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useWriter } from '../../i18n/use';
import { audienceQuery } from '../api';
import type { Condition } from '../document';
import { useTexts } from '../texts';
import { AudienceCost } from './AudienceCost';
import classes from './Condition.module.css';

const TYPING_MS = 400;

/** How many accounts a condition takes right now, of how many, and why it takes long where it does. */
export function AudienceCount({ condition }: { readonly condition: Condition | null }) {
  const t = useTexts();
  const { number } = useWriter();
  const [asked] = useDebouncedValue(condition, TYPING_MS);
  const { data, isError, isPending, isPlaceholderData } = useQuery(audienceQuery(asked));
  const known = data && !isError ? data : null;
  const stale = isPlaceholderData || asked !== condition;
  return (
    <>
      <Text
        className={`${classes['audience']} figures`}
        role="status"
        fw={known ? 560 : 400}
        data-stale={stale || undefined}
      >
        <IconUsers size={16} aria-hidden />
        {known === null && t(isPending ? 'form.audienceCounting' : 'form.audienceFailed')}
        {known?.matches === null && t('form.audienceLate')}
        {typeof known?.matches === 'number' &&
          `${t('form.audienceLabel')} ${t('form.audience', { matches: number(known.matches), total: number(known.total) })}`}
      </Text>
      {known && condition !== null && <AudienceCost counted={known} />}
    </>
  );
}
