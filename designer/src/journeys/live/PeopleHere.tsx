import { Group, Stack } from '@mantine/core';
import { IconUserSearch, IconUsers } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { StandingPage } from '../../api/types';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { Pager } from '../../parts/Pager';
import { SearchBox } from '../../parts/SearchBox';
import { useScope } from '../editor/scope';
import { peopleQuery, SIZE } from './api';
import classes from './Live.module.css';
import { PersonCard } from './PersonCard';
import { useLiveTexts } from './texts';

interface Props {
  readonly node: string;
  readonly paused: boolean;
  readonly version: number;
}

const SOON_MS = 1_000;

/** Asks again a moment after somebody came to the step or left it. */
function useAskedAgain(node: string): void {
  const queries = useQueryClient();
  const { journeyId, counts } = useScope();
  const here = counts?.nodes[node]?.here ?? 0;
  const passed = Object.values(counts?.nodes[node]?.ports ?? {}).reduce((sum, count) => sum + count, 0);
  const stood = `${here} ${passed}`;
  const [known, setKnown] = useState(stood);
  useEffect(() => {
    if (stood === known) {
      return;
    }
    const timer = setTimeout(() => {
      setKnown(stood);
      void queries.invalidateQueries({ queryKey: ['journeys', 'people', journeyId, node] });
    }, SOON_MS);
    return () => clearTimeout(timer);
  }, [stood, known, queries, journeyId, node]);
}

function Found({ page, paused, version }: { readonly page: StandingPage } & Omit<Props, 'node'>) {
  return (
    <ul className={classes['people']}>
      {page.items.map((person) => (
        <PersonCard
          key={person.run_id}
          person={person}
          ways={page.versions.find((ways) => ways.version === person.version)}
          paused={paused}
          version={version}
        />
      ))}
    </ul>
  );
}

/** Who stands on a step: found by name, a page at a time, and asked again as people come and go. */
export function PeopleHere({ node, paused, version }: Props) {
  const t = useLiveTexts();
  const { journeyId } = useScope();
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const people = useQuery(peopleQuery(journeyId, node, search, page));
  useAskedAgain(node);
  const find = (words: string) => {
    setSearch(words);
    setPage(1);
  };
  return (
    <Stack gap="sm">
      <Group>
        <SearchBox value={search} label={t('people.search')} onSearch={find} />
      </Group>
      <Answer query={people}>
        {(found) =>
          found.total === 0 ? (
            <EmptyState
              icon={search === '' ? IconUsers : IconUserSearch}
              title={t(search === '' ? 'people.none' : 'people.noMatch')}
              text={t(search === '' ? 'people.noneText' : 'people.noMatchText')}
            />
          ) : (
            <>
              <Found page={found} paused={paused} version={version} />
              <Pager page={page} size={SIZE} total={found.total} onPage={setPage} />
            </>
          )
        }
      </Answer>
    </Stack>
  );
}
