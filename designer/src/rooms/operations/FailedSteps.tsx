import { Anchor, Group, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { DeadLetter, DeadLetterPage } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { useListAddress } from '../../parts/listAddress';
import { Pager } from '../../parts/Pager';
import { useMay } from '../../session/store';
import { ChoiceList, ChoiceRow } from './ChoiceList';
import listClasses from './ChoiceList.module.css';
import { deadLettersQuery, SIZE } from './calls';
import { JourneyFilter } from './JourneyFilter';
import { StepActs } from './StepActs';
import { useTexts } from './texts';
import { type Chosen, useChosen } from './useChosen';

/** People whom a fault keeps where they are: why, where, since when, and what to do about it. */
export function FailedSteps() {
  const t = useTexts();
  const address = useListAddress();
  const journey = Number(address.get('journey')) || null;
  const letters = useQuery(deadLettersQuery(journey, address.page));
  return (
    <>
      <Group mb="md" gap="sm">
        <JourneyFilter value={journey} onChange={(next) => address.set({ journey: next ? String(next) : null })} />
      </Group>
      <Answer query={letters}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState icon={IconCircleCheck} title={t('steps.none')} text={t('steps.noneText')} />
          ) : (
            <>
              <Letters key={journey} page={page} journey={journey} />
              <Pager
                page={address.page}
                size={SIZE}
                total={page.total}
                onPage={(next) => address.set({ page: String(next) })}
              />
            </>
          )
        }
      </Answer>
    </>
  );
}

function Letters({ page, journey }: { readonly page: DeadLetterPage; readonly journey: number | null }) {
  const t = useTexts();
  const mayRun = useMay('operations:run');
  const chosen = useChosen(page.items.map(({ id }) => id));
  return (
    <>
      <ChoiceList
        chosen={chosen}
        choosable={mayRun}
        columns={[t('person'), t('steps.place'), t('steps.reason'), t('steps.since')]}
      >
        {page.items.map((letter) => (
          <Letter key={letter.id} letter={letter} chosen={chosen} choosable={mayRun} />
        ))}
      </ChoiceList>
      {mayRun && <StepActs page={page} journey={journey} chosen={chosen} />}
    </>
  );
}

interface LetterProps {
  readonly letter: DeadLetter;
  readonly chosen: Chosen;
  readonly choosable: boolean;
}

function Letter({ letter, chosen, choosable }: LetterProps) {
  const t = useTexts();
  const writer = useWriter();
  const { debtor, journey } = letter;
  const label = t('choose', { name: debtor.name });
  return (
    <ChoiceRow id={letter.id} label={label} chosen={chosen} choosable={choosable}>
      <div>
        <Anchor component={Link} to={`/debtors/${debtor.id}`} c="var(--cauce-ink)" fw={560}>
          {debtor.name}
        </Anchor>
        <Text size="sm" c="dimmed">
          {letter.account_ref}
        </Text>
      </div>
      <div>
        <Text>{writer.text(letter.node_label)}</Text>
        <Anchor component={Link} to={`/journeys/${journey.id}`} size="sm">
          {journey.name}
        </Anchor>
        <Text size="sm" c="dimmed" span>
          {` · v${letter.version}`}
        </Text>
      </div>
      <Text>{writer.text(letter.reason)}</Text>
      <Text size="sm" c="dimmed" className={`figures ${listClasses['when']}`}>
        <time dateTime={letter.failed_at}>{writer.time(letter.failed_at, 'short')}</time>
      </Text>
    </ChoiceRow>
  );
}
