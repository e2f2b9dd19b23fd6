import { Alert, Anchor, Button, Group, Input, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Segment } from '../../api/types';
import { Card } from '../../parts/Card';
import { announce } from '../../parts/notices';
import { Room } from '../../parts/Room';
import { useSaid } from '../../parts/said';
import { useMay } from '../../session/store';
import type { Condition } from '../document';
import { ConditionEditor } from '../form/ConditionEditor';
import { conditionOf, saveSegment } from './api';
import { DeleteSegment } from './DeleteSegment';
import { Members } from './Members';
import { useSegmentTexts } from './texts';

const LONGEST_NAME = 200;
const LIST = '/journeys/segments';

/** A segment to read, or to write where one may: its name, its condition, and whom that takes. */
export function SegmentForm({ saved }: { readonly saved: Segment | null }) {
  const t = useSegmentTexts();
  const disabled = !useMay('segments:edit');
  const [name, setName] = useState(saved?.name ?? '');
  const [condition, setCondition] = useState(saved === null ? null : conditionOf(saved));
  const [missing, setMissing] = useState(false);
  const saving = useSaving(saved);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(true);
    if (name.trim() !== '' && condition !== null) saving.mutate({ name: name.trim(), condition });
  };
  const lead = (
    <Anchor component={Link} to={LIST}>
      {t('title')}
    </Anchor>
  );
  return (
    <Room title={saved?.name ?? t('new')} lead={lead} actions={saved && !disabled && <DeleteSegment segment={saved} />}>
      <Stack gap="md">
        <Card>
          <form onSubmit={submit} noValidate>
            <Stack gap="md">
              {disabled && <Text c="var(--cauce-muted)">{t('readOnly')}</Text>}
              <TextInput
                label={t('name')}
                placeholder={t('namePlaceholder')}
                maxLength={LONGEST_NAME}
                value={name}
                disabled={disabled}
                error={missing && name.trim() === '' ? t('nameMissing') : null}
                onChange={(event) => setName(event.currentTarget.value)}
                maw={480}
              />
              <Input.Wrapper
                label={t('condition')}
                description={t('conditionHelp')}
                labelElement="div"
                error={missing && condition === null ? t('conditionMissing') : null}
              >
                <ConditionEditor value={condition} disabled={disabled} onChange={setCondition} />
              </Input.Wrapper>
              <SaveRow saving={saving} used={(saved?.used_by.length ?? 0) > 0} shown={!disabled} />
            </Stack>
          </form>
        </Card>
        {condition !== null && <Members condition={condition} />}
        {saved && <Users segment={saved} />}
      </Stack>
    </Room>
  );
}

function useSaving(saved: Segment | null) {
  const t = useSegmentTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ name, condition }: { readonly name: string; readonly condition: Condition }) =>
      saveSegment(saved?.id ?? null, name, condition),
    onSuccess: async () => {
      announce(t('saved'));
      await queries.invalidateQueries({ queryKey: ['segments'] });
      await navigate(LIST);
    },
  });
}

interface SaveRowProps {
  readonly saving: ReturnType<typeof useSaving>;
  readonly used: boolean;
  readonly shown: boolean;
}

function SaveRow({ saving, used, shown }: SaveRowProps) {
  const { t: common } = useTranslation();
  const t = useSegmentTexts();
  const said = useSaid();
  if (!shown) return null;
  return (
    <>
      {saving.error && (
        <Alert color="red" variant="light" c="var(--cauce-ink)" role="alert">
          {said(saving.error)}
        </Alert>
      )}
      {used && <Text size="sm">{t('follows')}</Text>}
      <Group justify="flex-end">
        <Button component={Link} to={LIST} variant="default">
          {common('common.back')}
        </Button>
        <Button type="submit" loading={saving.isPending}>
          {t('save')}
        </Button>
      </Group>
    </>
  );
}

function Users({ segment }: { readonly segment: Segment }) {
  const t = useSegmentTexts();
  return (
    <Card title={t('usedBy')}>
      {segment.used_by.length === 0 && <Text>{t('unused')}</Text>}
      {segment.used_by.map(({ id, name }) => (
        <div key={id}>
          <Anchor component={Link} to={`/journeys/${id}`}>
            {name}
          </Anchor>
        </div>
      ))}
    </Card>
  );
}
