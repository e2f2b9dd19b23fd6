import { Menu } from '@mantine/core';
import {
  type Icon,
  IconArchive,
  IconArchiveOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { JourneyLife } from '../../api/types';
import { announce } from '../../parts/notices';
import { useMay } from '../../session/store';
import { useListTexts } from '../list/texts';
import { bringJourneyTexts } from '../texts';
import { actsOf, type Life, type LifeAct, lifeQuery } from './life';

// Few who read the list stop a journey: the dialogs come when they are asked for.
const LifeDialog = lazy(async () => {
  const [{ LifeDialog }] = await Promise.all([import('./LifeDialogs'), bringJourneyTexts()]);
  return { default: LifeDialog };
});

export const LIFE_ICONS: Readonly<Record<LifeAct, Icon>> = {
  pause: IconPlayerPause,
  resume: IconPlayerPlay,
  stop: IconPlayerStop,
  archive: IconArchive,
  restore: IconArchiveOff,
};

interface LifeActs {
  /** What this person can do with the journey as it stands. */
  readonly acts: readonly LifeAct[];
  readonly ask: (act: LifeAct) => void;
  /** The open dialog, to be drawn somewhere. */
  readonly dialog: ReactNode;
}

/** The acts on a running journey, and the dialog of the one that is asked for. */
export function useLifeActs(life: Life, people: number): LifeActs {
  const t = useListTexts();
  const queries = useQueryClient();
  const mayRun = useMay('journeys:run');
  const [asked, setAsked] = useState<LifeAct | null>(null);
  const close = () => setAsked(null);
  const done = async (act: LifeAct, after: JourneyLife) => {
    close();
    announce(t(`life.done.${act}`, { name: life.name }));
    queries.setQueryData(lifeQuery(life.id).queryKey, (before) => before && { ...before, ...after });
    await queries.invalidateQueries({ queryKey: ['journeys', 'life', life.id] });
    await queries.invalidateQueries({ queryKey: ['journeys', 'list'] });
  };
  return {
    acts: mayRun ? actsOf(life) : [],
    ask: setAsked,
    dialog: asked && (
      <Suspense>
        <LifeDialog
          act={asked}
          life={life}
          people={people}
          onDone={(after) => void done(asked, after)}
          onClose={close}
        />
      </Suspense>
    ),
  };
}

interface ItemsProps {
  readonly acts: readonly LifeAct[];
  readonly onAct: (act: LifeAct) => void;
}

/** The acts as entries of a menu. */
export function LifeItems({ acts, onAct }: ItemsProps) {
  const t = useListTexts();
  return acts.map((act) => {
    const ActIcon = LIFE_ICONS[act];
    return (
      <Menu.Item
        key={act}
        leftSection={<ActIcon size={16} aria-hidden />}
        {...(act === 'stop' ? { color: 'red.8' } : {})}
        onClick={() => onAct(act)}
      >
        {t(`life.act.${act}`)}
      </Menu.Item>
    );
  });
}
