import { Badge, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OwnField } from '../../api/types';
import { useWriter } from '../../i18n/use';
import classes from '../../parts/list.module.css';
import { useSaid } from '../../parts/said';
import { isUnderWay, orderIndex, ownFieldsQuery } from './api';
import { useSegmentTexts } from './texts';

interface Props {
  readonly fields: readonly OwnField[];
  readonly may: boolean;
}

/** Each field with how far it is, and the one act that makes sense for it. */
export function OwnFieldList({ fields, may }: Props) {
  return (
    <div className={classes['card']}>
      <ul className={classes['entries']}>
        {fields.map((field) => (
          <li key={field.id} className={classes['entry']}>
            <Line field={field} may={may} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Line({ field, may }: { readonly field: OwnField; readonly may: boolean }) {
  const t = useSegmentTexts();
  const { text } = useWriter();
  const said = useSaid();
  const queries = useQueryClient();
  const wanted = field.search === null || field.search === 'failed';
  const order = useMutation({
    mutationFn: () => orderIndex(field.id, wanted),
    onSettled: () => queries.invalidateQueries({ queryKey: ownFieldsQuery.queryKey }),
  });
  const label = text(field.labels);
  const act = t(wanted ? 'fieldMake' : 'fieldRemove');
  return (
    <Group justify="space-between" wrap="nowrap" gap="md">
      <Stack gap={2}>
        <Group gap="xs">
          <Text fw={560}>{label}</Text>
          <FieldState field={field} />
        </Group>
        <Text size="sm" c="var(--cauce-muted)">
          {t(`fieldScope.${field.name.startsWith('debtor.') ? 'debtor' : 'account'}`)} · {field.name}
        </Text>
        {field.error && <Text size="sm">{t('fieldError', { error: field.error })}</Text>}
        {order.error && <Text size="sm">{said(order.error)}</Text>}
      </Stack>
      {may && !isUnderWay(field) && (
        <Button
          variant="default"
          size="xs"
          aria-label={`${act}: ${label}`}
          loading={order.isPending}
          onClick={() => order.mutate()}
        >
          {act}
        </Button>
      )}
    </Group>
  );
}

const COLORS = { ready: 'teal', making: 'gray', removing: 'gray', failed: 'red' } as const;

function FieldState({ field }: { readonly field: OwnField }) {
  const t = useSegmentTexts();
  if (field.search === null) return null;
  return (
    <Badge
      variant="light"
      color={COLORS[field.search]}
      leftSection={isUnderWay(field) ? <Loader size={10} color="gray" aria-hidden /> : undefined}
    >
      {t(`fieldState.${field.search}`)}
    </Badge>
  );
}
