import { Button } from '@mantine/core';
import { type Icon, IconCheck, IconSend, IconSendOff, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageState } from '../../api/types';
import { ActDialog } from '../../parts/ActDialog';
import { announce } from '../../parts/notices';
import { useMay } from '../../session/store';
import { actOn, actsFor, type MessageAct } from './acts';

interface Props {
  readonly ids: readonly number[];
  /** The state that all of them are in. */
  readonly state: MessageState;
  readonly onDone: () => void;
}

const ICONS: Readonly<Record<MessageAct, Icon>> = {
  release: IconSend,
  sent: IconCheck,
  notSent: IconSendOff,
  cancel: IconX,
};

/** What a person decides about messages that did not go out. */
export function MessageActs({ ids, state, onDone }: Props) {
  const { t } = useTranslation();
  const mayRun = useMay('operations:run');
  const queries = useQueryClient();
  const [act, setAct] = useState<MessageAct | null>(null);
  if (!mayRun) return null;
  const done = ({ count }: { readonly count: number }) => {
    if (act) announce(t(`messages.acts.done.${act}`, { count }));
    setAct(null);
    void queries.invalidateQueries({ queryKey: ['messages'] });
    void queries.invalidateQueries({ queryKey: ['operations'] });
    onDone();
  };
  return (
    <>
      {actsFor(state).map((name, place) => {
        const ActIcon = ICONS[name];
        return (
          <Button
            key={name}
            size="sm"
            variant={place === 0 && name !== 'cancel' ? 'filled' : 'default'}
            leftSection={<ActIcon size={16} aria-hidden />}
            onClick={() => setAct(name)}
          >
            {t(`messages.acts.${name}`)}
          </Button>
        );
      })}
      {act && (
        <ActDialog
          title={t(`messages.acts.title.${act}`, { count: ids.length })}
          effects={[
            t(`messages.acts.effect.${act}`, { count: ids.length }),
            ...(act === 'release' && state === 'refused' ? [t('messages.acts.refusedAgain')] : []),
            ...(act === 'release' && state === 'held' ? [t('messages.acts.heldAgain')] : []),
          ]}
          confirm={t(`messages.acts.go.${act}`)}
          danger={act === 'cancel'}
          asksWhy={act === 'cancel'}
          act={(reason) => actOn(act, ids, reason)}
          onDone={done}
          onClose={() => setAct(null)}
        />
      )}
    </>
  );
}
