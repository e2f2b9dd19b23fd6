import { Badge, Button, Group, Menu } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { useMeta } from '../../api/meta';
import { useWriter } from '../../i18n/use';
import { ActDialog } from '../../parts/ActDialog';
import { announce } from '../../parts/notices';
import { useMay } from '../../session/store';

const OF_PERSON = ['deceased', 'insolvent', 'vulnerable', 'cease_contact'] as const;
const OF_ACCOUNT = ['disputed', 'recalled'] as const;

export type Flag = (typeof OF_PERSON)[number] | (typeof OF_ACCOUNT)[number];

interface Props {
  /** Through which account it is set; null where the person has none. */
  readonly account: number | null;
  readonly of: 'person' | 'account';
  readonly flags: readonly string[];
}

/** What is known of a person or a debt that ends journeys, or holds them; who may, notes and clears it here. */
export function Flags({ account, of, flags }: Props) {
  const { t } = useTranslation();
  const may = useMay('flags:set');
  const nameOf = useFlagNames();
  const [chosen, setChosen] = useState<Flag | null>(null);
  const offered: readonly Flag[] = of === 'person' ? OF_PERSON : OF_ACCOUNT;
  const set = offered.filter((flag) => flags.includes(flag));
  const changes = may && account !== null;
  if (set.length === 0 && !changes) return null;
  return (
    <Group gap={6} mb="sm">
      {set.map((flag) => (
        <Badge key={flag} variant="light" color="yellow" c="var(--cauce-ink)" tt="none" fw={560}>
          {nameOf(flag)}
        </Badge>
      ))}
      {changes && (
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <Button variant="default" size="compact-sm" leftSection={<IconFlag size={14} aria-hidden />}>
              {t('flags.change')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {offered.map((flag) => (
              <Menu.Item key={flag} onClick={() => setChosen(flag)}>
                {t(set.includes(flag) ? 'flags.clearTitle' : 'flags.setTitle', { name: nameOf(flag) })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {changes && chosen && (
        <FlagDialog
          account={account}
          of={of}
          flag={chosen}
          name={nameOf(chosen)}
          on={!set.includes(chosen)}
          onClose={() => setChosen(null)}
        />
      )}
    </Group>
  );
}

interface DialogProps {
  readonly account: number;
  readonly of: Props['of'];
  readonly flag: Flag;
  readonly name: string;
  readonly on: boolean;
  readonly onClose: () => void;
}

function FlagDialog({ account, of, flag, name, on, onClose }: DialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const path = { params: { path: { id: account } } };
  return (
    <ActDialog
      title={t(on ? 'flags.setTitle' : 'flags.clearTitle', { name })}
      effects={[t(of === 'person' ? 'flags.ofPerson' : 'flags.ofAccount'), t('flags.journeys')]}
      confirm={t(on ? 'flags.set' : 'flags.clear')}
      asksWhy
      act={(reason) => take(api.POST('/api/v1/accounts/{id}/flags', { ...path, body: { flag, on, reason } }))}
      onDone={() => {
        announce(t(on ? 'flags.done' : 'flags.undone', { name }));
        void queries.invalidateQueries({ queryKey: ['debtors'] });
        onClose();
      }}
      onClose={onClose}
    />
  );
}

/** What flags are called, as the exits of journeys call them. */
function useFlagNames(): (flag: Flag) => string {
  const { data: meta } = useMeta();
  const writer = useWriter();
  return (flag) => {
    const known = meta?.exits.find(({ name }) => name === flag);
    return known ? writer.text(known.labels) : '';
  };
}
