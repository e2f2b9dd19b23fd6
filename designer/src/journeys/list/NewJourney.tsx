import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useSaid } from '../../parts/said';
import { createJourney } from '../api';
import { useGalleryTexts } from '../gallery/texts';
import { beginGuide } from '../guide/memory';
import { useListTexts } from './texts';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

const LONGEST_NAME = 200;

/** Asks for the name of a new journey and opens it. */
export function NewJourney({ opened, onClose }: Props) {
  const t = useListTexts();
  const galleryTexts = useGalleryTexts();
  const said = useSaid();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const [guided, setGuided] = useState(true);
  const creation = useMutation({
    mutationFn: () => createJourney(name.trim()),
    onSuccess: async (journey) => {
      if (guided) beginGuide(journey.id);
      await queries.invalidateQueries({ queryKey: ['journeys', 'list'] });
      await navigate(`/journeys/${journey.id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') {
      setMissing(true);
    } else {
      creation.mutate();
    }
  };
  const problem = missing ? t('nameMissing') : creation.error ? said(creation.error) : null;
  return (
    <Modal opened={opened} onClose={onClose} title={t('new')}>
      <form onSubmit={submit} noValidate>
        <TextInput
          data-autofocus
          label={t('name')}
          placeholder={t('namePlaceholder')}
          maxLength={LONGEST_NAME}
          value={name}
          error={problem}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setMissing(false);
          }}
        />
        <Checkbox
          mt="md"
          label={galleryTexts('empty.guide')}
          description={galleryTexts('empty.guideHelp')}
          checked={guided}
          onChange={(event) => setGuided(event.currentTarget.checked)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={creation.isPending}>
            {t('create')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
