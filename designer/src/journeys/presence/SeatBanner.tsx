import { Button } from '@mantine/core';
import { useState } from 'react';
import { ActDialog } from '../../parts/ActDialog';
import { announce } from '../../parts/notices';
import { useSaid } from '../../parts/said';
import { sessionStore } from '../../session/store';
import { useCopy } from '../editor/Conflict';
import { useScope } from '../editor/scope';
import { useDraftTexts } from '../past/texts';
import classes from './Presence.module.css';
import type { Presence } from './usePresence';

interface Props {
  readonly presence: Presence;
  /** Something that was drawn here is not saved. */
  readonly unsaved: boolean;
}

/** Asks before somebody is taken over from, and says what becomes of what they drew. */
function TakeDialog({ who, act, onClose }: { who: string | null; act: () => Promise<void>; onClose: () => void }) {
  const t = useDraftTexts();
  return (
    <ActDialog
      title={t('presence.takeTitle')}
      effects={[who === null ? t('presence.takeTextSelf') : t('presence.takeText', { who })]}
      confirm={t('presence.takeConfirm')}
      act={act}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

function useWords({ state, seat }: Presence, unsaved: boolean): readonly [string, string] {
  const t = useDraftTexts();
  const me = sessionStore((session) => session.user?.name);
  if (seat === 'watching') {
    const editor = state?.present.find((one) => one.editing);
    const who = editor?.name ?? t('presence.somebody');
    return [
      editor?.you === true ? t('presence.watchingSelf') : t('presence.watching', { who }),
      t('presence.watchingText'),
    ];
  }
  const who = state?.taken_by ?? t('presence.somebody');
  return [
    who === me ? t('presence.takenSelf') : t('presence.taken', { who }),
    unsaved ? t('presence.takenUnsaved') : t('presence.takenText'),
  ];
}

/** Says that somebody else edits, or took over, and offers to edit here. */
export function SeatBanner({ presence, unsaved }: Props) {
  const t = useDraftTexts();
  const said = useSaid();
  const { autosave } = useScope();
  const [asking, setAsking] = useState(false);
  const copy = useCopy();
  const [title, text] = useWords(presence, unsaved);
  const editor = presence.state?.present.find((one) => one.editing);
  const taken = presence.seat === 'taken';
  const take = async () => {
    await presence.take();
    autosave()?.resume();
    announce(t('presence.nowEditing'));
  };
  // Where nobody edits there is nobody to ask about.
  const onTake = () =>
    editor === undefined ? void take().catch((error) => announce(said(error), 'failed')) : setAsking(true);
  const back = unsaved ? t('presence.takeBackUnsaved') : t('presence.takeBack');
  return (
    <section className={classes['banner']} data-taken={taken} role="status">
      <p>
        <b>{title}</b> {text}
      </p>
      {taken && unsaved && (
        <Button variant="default" size="xs" loading={copy.isPending} onClick={() => copy.mutate()}>
          {t('presence.copy')}
        </Button>
      )}
      <Button variant="default" size="xs" onClick={onTake}>
        {taken ? back : t('presence.take')}
      </Button>
      {asking && (
        <TakeDialog
          who={editor === undefined || editor.you ? null : editor.name}
          act={take}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}
