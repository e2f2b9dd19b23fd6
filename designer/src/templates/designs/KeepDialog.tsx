import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../api/problem';
import type { ComponentJson } from '../canvas/design';
import { useCanvasTexts } from '../canvas/texts';
import { keepSection, sectionsQuery } from './calls';

interface Props {
  readonly channel: string;
  readonly component: ComponentJson;
  readonly onClose: () => void;
}

/** Keeps a part of the design under a name. */
export function KeepDialog({ channel, component, onClose }: Props) {
  const t = useCanvasTexts();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const keep = async () => {
    try {
      await keepSection(channel, name.trim(), component);
      await queries.invalidateQueries({ queryKey: sectionsQuery(channel).queryKey });
      onClose();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setFault(error.message || t('keep.failed'));
    }
  };
  return (
    <Modal opened onClose={onClose} title={t('keep.title')}>
      <Stack>
        <TextInput
          data-autofocus
          label={t('keep.name')}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && name.trim() !== '' && void keep()}
        />
        {fault !== null && (
          <Text c="red" role="alert">
            {fault}
          </Text>
        )}
        <Button disabled={name.trim() === ''} onClick={() => void keep()}>
          {t('keep.save')}
        </Button>
      </Stack>
    </Modal>
  );
}
