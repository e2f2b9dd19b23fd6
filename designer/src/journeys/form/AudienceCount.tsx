import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useWriter } from '../../i18n/use';
import { audienceQuery } from '../api';
import type { Condition } from '../document';
import { useTexts } from '../texts';
import classes from './Condition.module.css';

const TYPING_MS = 400;

/** How many accounts a condition takes right now, of how many. */
export function AudienceCount({ condition }: { readonly condition: Condition | null }) {
  const t = useTexts();
  const { number } = useWriter();
  const [asked] = useDebouncedValue(condition, TYPING_MS);
  const { data, isError, isPending } = useQuery(audienceQuery(asked));
  const text =
    data === undefined || isError
      ? t(isPending ? 'form.audienceCounting' : 'form.audienceFailed')
      : t('form.audience', { matches: number(data.matches), total: number(data.total) });
  return (
    <Text className={`${classes['audience']} figures`} role="status" fw={data && !isError ? 560 : 400}>
      <IconUsers size={16} aria-hidden />
      {data && !isError ? `${t('form.audienceLabel')} ${text}` : text}
    </Text>
  );
}
