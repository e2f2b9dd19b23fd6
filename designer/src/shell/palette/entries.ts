/** What the palette offers: acts of the room, the rooms, and what the server finds by name. */

import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, take } from '../../api/client';
import { useWriter } from '../../i18n/use';
import { useMay } from '../../session/store';
import { templatesQuery } from '../../templates/api';
import { useRooms } from '../rooms';
import { useActsHere } from './acts';
import { matches } from './find';

export interface Entry {
  readonly id: string;
  readonly group: 'acts' | 'rooms' | 'journeys' | 'segments' | 'templates' | 'debtors';
  readonly label: string;
  readonly hint?: string | undefined;
  run(): void;
}

const PAUSE_MS = 200;
const MOST = 6;
const SHORTEST = 2; // letters before debtors are looked for

function useFound(typed: string) {
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const journeys = useQuery({
    queryKey: ['palette', 'journeys', search],
    queryFn: ({ signal }) => take(api.GET('/api/v1/journeys', { params: { query: { search } }, signal })),
    placeholderData: keepPreviousData,
    enabled: useMay('journeys:read'),
  });
  const segments = useQuery({
    queryKey: ['segments'],
    queryFn: ({ signal }) => take(api.GET('/api/v1/segments', { signal })),
    enabled: useMay('segments:read'),
  });
  const templates = useQuery({ ...templatesQuery, enabled: useMay('journeys:read') });
  const mayDebtors = useMay('debtors:read');
  const debtors = useQuery({
    queryKey: ['palette', 'debtors', search],
    queryFn: ({ signal }) => take(api.GET('/api/v1/debtors', { params: { query: { search, size: MOST } }, signal })),
    placeholderData: keepPreviousData,
    enabled: mayDebtors && search.length >= SHORTEST,
  });
  const wanted = mayDebtors && typed.trim().length >= SHORTEST;
  return {
    journeys: journeys.data?.items ?? [],
    segments: segments.data?.items ?? [],
    templates: templates.data?.items ?? [],
    debtors: wanted ? (debtors.data?.items ?? []) : [],
  };
}

/** The entries that fit what was typed, group by group, in the order in which they are shown. */
export function useEntries(typed: string): readonly Entry[] {
  const { t } = useTranslation();
  const { language } = useWriter();
  const mayMake = useMay('templates:edit');
  const navigate = useNavigate();
  const rooms = useRooms();
  const acts = useActsHere();
  const found = useFound(typed);
  const to = (address: string) => () => void navigate(address);
  const fits = ({ label }: Entry) => matches(label, typed);
  const goingTo = [
    ...rooms.map(({ path, name }) => ({ path, label: t(`shell.${name}`) })),
    { path: '/journeys/segments', label: t('palette.segments') },
    ...(mayMake ? [{ path: '/templates/new', label: t('palette.newTemplate') }] : []),
  ];
  return [
    ...acts
      .filter(({ disabled }) => disabled !== true)
      .map(({ id, label, keys, run }): Entry => ({ id: `act ${id}`, group: 'acts', label, hint: keys, run }))
      .filter(fits),
    ...goingTo.map(({ path, label }): Entry => ({ id: path, group: 'rooms', label, run: to(path) })).filter(fits),
    ...found.journeys
      .map(
        ({ id, name }): Entry => ({ id: `journey ${id}`, group: 'journeys', label: name, run: to(`/journeys/${id}`) }),
      )
      .filter(fits)
      .slice(0, MOST),
    ...found.segments
      .map(
        ({ id, name }): Entry => ({
          id: `segment ${id}`,
          group: 'segments',
          label: name,
          run: to(`/journeys/segments/${id}`),
        }),
      )
      .filter(fits)
      .slice(0, MOST),
    ...found.templates
      .map(
        ({ key, name }): Entry => ({
          id: `template ${key}`,
          group: 'templates',
          label: name[language],
          run: to(`/templates/${key}`),
        }),
      )
      .filter(fits)
      .slice(0, MOST),
    ...found.debtors.map(
      ({ id, name, ref }): Entry => ({
        id: `debtor ${id}`,
        group: 'debtors',
        label: name,
        hint: ref,
        run: to(`/debtors/${id}`),
      }),
    ),
  ];
}
