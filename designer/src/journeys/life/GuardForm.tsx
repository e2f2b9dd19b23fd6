import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { GuardLimits } from '../../api/types';
import { sameJson } from '../../drafts/sameJson';
import { announce } from '../../parts/notices';
import { useSaid } from '../../parts/said';
import { useMay } from '../../session/store';
import { useScope } from '../editor/scope';
import classes from '../panel/Panel.module.css';
import { useTexts } from '../texts';
import { lifeQuery, setGuard } from './life';

type Limit = keyof GuardLimits;
type Typed = Readonly<Record<Limit, number | string>>;

const LIMITS: readonly { readonly name: Limit; readonly min: number; readonly max: number }[] = [
  { name: 'same_template_hours', min: 0, max: 8_760 },
  { name: 'factor', min: 1, max: 1_000 },
  { name: 'floor', min: 0, max: 10_000_000 },
];

/** The limits as numbers; null while one of them is no number. */
function limitsOf(typed: Typed): GuardLimits | null {
  const { same_template_hours, factor, floor } = typed;
  const all = typeof same_template_hours === 'number' && typeof factor === 'number' && typeof floor === 'number';
  return all ? { same_template_hours, factor, floor } : null;
}

/** When a journey pauses by itself rather than write too much: three limits in words. */
export function GuardForm() {
  const t = useTexts();
  const { journeyId } = useScope();
  const { data } = useQuery(lifeQuery(journeyId));
  return (
    <section className={classes['section']}>
      <h3 className={classes['heading']}>{t('guard.title')}</h3>
      <Text c="dimmed" fz="sm" mb="sm">
        {t('guard.help')}
      </Text>
      {data && <Limits key={JSON.stringify(data.guard)} id={journeyId} limits={data.guard} />}
    </section>
  );
}

function Limits({ id, limits }: { readonly id: number; readonly limits: GuardLimits }) {
  const t = useTexts();
  const said = useSaid();
  const queries = useQueryClient();
  const mayRun = useMay('journeys:run');
  const [typed, setTyped] = useState<Typed>(limits);
  const wanted = limitsOf(typed);
  const saving = useMutation({
    mutationFn: (to: GuardLimits) => setGuard(id, to),
    onSuccess: async () => {
      announce(t('guard.saved'));
      await queries.invalidateQueries({ queryKey: ['journeys', 'life', id] });
    },
    onError: (error) => announce(said(error), 'failed'),
  });
  return (
    <Stack gap="sm">
      {LIMITS.map(({ name, min, max }) => (
        <NumberInput
          key={name}
          label={t(`guard.${name}`)}
          description={t(`guard.${name}_help`)}
          value={typed[name]}
          min={min}
          max={max}
          allowNegative={false}
          disabled={!mayRun}
          onChange={(value) => setTyped((before) => ({ ...before, [name]: typeof value === 'number' ? value : '' }))}
        />
      ))}
      {mayRun && !(wanted && sameJson(wanted, limits)) && (
        <Group gap="xs">
          <Button
            size="xs"
            disabled={wanted === null}
            loading={saving.isPending}
            onClick={() => wanted && saving.mutate(wanted)}
          >
            {t('guard.save')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setTyped(limits)}>
            {t('guard.undo')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
