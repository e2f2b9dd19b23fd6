import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import desk from '../../drafts/Desk.module.css';
import { useWriter } from '../../i18n/use';
import { announce } from '../../parts/notices';
import { useSaid } from '../../parts/said';
import { createTemplate, templatesChanged } from '../api';
import { ChangeList } from '../compare/ChangeList';
import { changesOf } from '../compare/changes';
import { useTemplateTexts } from '../frame/texts';
import { draftOf } from './saver';
import type { OpenDraft } from './useTemplateDraft';

interface Props {
  readonly open: OpenDraft;
  readonly channel: string;
}

/** Somebody else changed the same words: says who and when, and asks whose are to stay. Nothing is lost either way. */
export function Conflict({ open, channel }: Props) {
  const t = useTemplateTexts();
  const writer = useWriter();
  const said = useSaid();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(true);
  const theirs = open.theirs();
  const copying = useMutation({
    mutationFn: () => {
      const { name, document } = open.draft;
      const copy = { es: t('conflict.copyName', { name: name.es }), en: t('conflict.copyName', { name: name.en }) };
      return createTemplate({ channel, name: copy, document });
    },
    onSuccess: async (made) => {
      if (theirs !== null) open.goOn(draftOf(theirs), theirs.revision);
      announce(t('conflict.copied', { name: writer.text(made.name) }));
      await templatesChanged(queries);
      await navigate(`/templates/${made.key}/edit`);
    },
    onError: (error) => announce(said(error), 'failed'),
  });
  if (theirs === null) return null;
  const who = theirs.saved_by ?? t('editor.somebody');
  const when = theirs.saved_at === null ? '' : writer.time(theirs.saved_at, 'short');
  return (
    <>
      <div className={desk['conflict']} role="alert">
        <span>{t('conflict.title', { who, when })}</span>
        <Button size="xs" onClick={() => setAsking(true)}>
          {t('conflict.decide')}
        </Button>
      </div>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('conflict.title', { who, when })} size="lg">
        <Stack gap="md">
          <Text>{t('conflict.text')}</Text>
          <section>
            <Text fw={560} mb={4}>
              {t('conflict.differs')}
            </Text>
            <ChangeList changes={changesOf(theirs.document, open.draft.document)} />
          </section>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => open.goOn(draftOf(theirs), theirs.revision)}>
              {t('conflict.theirs', { who })}
            </Button>
            <Button variant="default" onClick={open.keepMine}>
              {t('conflict.mine')}
            </Button>
            <Button data-autofocus loading={copying.isPending} onClick={() => copying.mutate()}>
              {t('conflict.copy')}
            </Button>
          </Group>
          <Text size="sm" c="dimmed">
            {t('conflict.safe')}
          </Text>
        </Stack>
      </Modal>
    </>
  );
}
