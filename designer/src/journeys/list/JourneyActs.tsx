import { ActionIcon, Button, Group, Menu, Modal, Text } from '@mantine/core';
import { IconArrowRight, IconDots, IconFileExport, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { JourneySummary } from '../../api/types';
import { announce } from '../../parts/notices';
import { useSaid } from '../../parts/said';
import { useMay } from '../../session/store';
import { deleteJourney } from '../api';
import { fileAddress } from '../gallery/api';
import { LifeItems, useLifeActs } from '../life/useLifeActs';
import { useListTexts } from './texts';

/** What can be done with a journey from the list. */
export function JourneyActs({ item }: { readonly item: JourneySummary }) {
  const t = useListTexts();
  const said = useSaid();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const mayDelete = useMay('journeys:edit') && item.live_version === null;
  const life = useLifeActs(item, item.here_now);
  const removal = useMutation({
    mutationFn: () => deleteJourney(item.id),
    onSuccess: async () => {
      setAsking(false);
      announce(t('deleted', { name: item.name }));
      await queries.invalidateQueries({ queryKey: ['journeys', 'list'] });
    },
    onError: (error) => announce(said(error), 'failed'),
  });
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="quiet" size="lg" aria-label={t('acts', { name: item.name })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to={`/journeys/${item.id}`} leftSection={<IconArrowRight size={16} />}>
            {t('open')}
          </Menu.Item>
          <Menu.Item component="a" href={fileAddress(item.id)} download leftSection={<IconFileExport size={16} />}>
            {t('export')}
          </Menu.Item>
          <LifeItems acts={life.acts} onAct={life.ask} />
          {mayDelete && (
            <Menu.Item color="var(--cauce-error)" leftSection={<IconTrash size={16} />} onClick={() => setAsking(true)}>
              {t('delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {life.dialog}
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('deleteTitle', { name: item.name })}>
        <Text mb="lg">{t('deleteText')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('cancel')}
          </Button>
          <Button color="red" loading={removal.isPending} onClick={() => removal.mutate()}>
            {t('deleteConfirm')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
