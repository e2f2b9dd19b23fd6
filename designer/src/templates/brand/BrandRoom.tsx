import { Badge, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconPalette, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { Failure } from '../../parts/Failure';
import { useListAddress } from '../../parts/listAddress';
import { Room } from '../../parts/Room';
import { useMay } from '../../session/store';
import { addAssetTexts } from '../assets/texts';
import { ContentTabs } from '../frame/ContentTabs';
import classes from './Brand.module.css';
import { type Font, type KitItem, kitQuery, kitsQuery, makeKit, useRefresh } from './calls';
import { KitEditor } from './KitEditor';
import { addBrandTexts, useTexts } from './texts';

addBrandTexts();
addAssetTexts();

/** The brand kits: which there are, and one of them with how it looks. */
export function BrandRoom() {
  const t = useTexts();
  const address = useListAddress();
  const mayEdit = useMay('templates:edit');
  const kits = useQuery(kitsQuery);
  const [making, setMaking] = useState(false);
  const button = mayEdit && (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setMaking(true)}>
      {t('new')}
    </Button>
  );
  return (
    <>
      <ContentTabs />
      <Room title={t('title')} lead={t('lead')} actions={kits.data && kits.data.items.length > 0 && button}>
        <Answer query={kits}>
          {({ items, fonts }) => {
            const key = items.find((item) => item.key === address.get('kit'))?.key ?? items[0]?.key;
            if (key === undefined) {
              return (
                <EmptyState icon={IconPalette} title={t('empty.title')} text={t('empty.text')}>
                  {button}
                </EmptyState>
              );
            }
            return (
              <>
                <KitList items={items} open={key} />
                <OneKit key={key} name={key} fonts={fonts} onDeleted={() => address.set({ kit: null })} />
              </>
            );
          }}
        </Answer>
      </Room>
      {making && (
        <NewKit
          onMade={(key) => {
            setMaking(false);
            address.set({ kit: key });
          }}
          onClose={() => setMaking(false)}
        />
      )}
    </>
  );
}

function KitList({ items, open }: { readonly items: readonly KitItem[]; readonly open: string }) {
  const t = useTexts();
  return (
    <nav className={classes['kits']} aria-label={t('kits')}>
      {items.map(({ key, name, kit, ...item }) => (
        <Link key={key} to={`?kit=${key}`} className={classes['kit']} aria-current={key === open}>
          <span className={classes['dots']} aria-hidden>
            {[kit.primary, kit.accent, kit.tint].map((colour, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two of them may be the same colour
              <span key={place} style={{ background: colour }} />
            ))}
          </span>
          <Text component="span" fw={560}>
            {name}
          </Text>
          {item.default && (
            <Badge size="sm" variant="light" tt="none" fw={560}>
              {t('default')}
            </Badge>
          )}
        </Link>
      ))}
    </nav>
  );
}

interface OneProps {
  readonly name: string;
  readonly fonts: readonly Font[];
  readonly onDeleted: () => void;
}

/** A kit, drawn anew when it was saved: here, or by somebody else. */
function OneKit({ name, fonts, onDeleted }: OneProps) {
  const kit = useQuery({ ...kitQuery(name), refetchOnWindowFocus: false });
  return (
    <Answer query={kit}>
      {(found) => <KitEditor key={found.revision} found={found} fonts={fonts} onDeleted={onDeleted} />}
    </Answer>
  );
}

function NewKit({ onMade, onClose }: { readonly onMade: (key: string) => void; readonly onClose: () => void }) {
  const t = useTexts();
  const refresh = useRefresh();
  const [name, setName] = useState('');
  const making = useMutation({
    mutationFn: () => makeKit(name),
    onSuccess: async ({ key }) => {
      await refresh();
      onMade(key);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    making.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t('new')}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            data-autofocus
            label={t('newName')}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {making.error && <Failure error={making.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={making.isPending} disabled={name.trim() === ''}>
              {t('make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
