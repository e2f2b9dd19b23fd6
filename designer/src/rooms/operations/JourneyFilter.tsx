import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { journeyNamesQuery } from './calls';
import { useTexts } from './texts';

interface Props {
  readonly value: number | null;
  readonly onChange: (journey: number | null) => void;
}

/** All journeys, or one of them. */
export function JourneyFilter({ value, onChange }: Props) {
  const t = useTexts();
  const { data } = useQuery(journeyNamesQuery);
  const names = (data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <Select
      aria-label={t('journey')}
      placeholder={t('allJourneys')}
      data={names}
      value={value === null ? null : String(value)}
      onChange={(next) => onChange(next === null ? null : Number(next))}
      clearable
      searchable
      nothingFoundMessage={t('noSuchJourney')}
      flex="1 1 220px"
      maw={{ base: '100%', sm: 340 }}
    />
  );
}
