import { Button, List } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import desk from '../../drafts/Desk.module.css';
import { announce } from '../../parts/notices';
import { useSaid } from '../../parts/said';
import { sessionStore } from '../../session/store';
import { clashInWords } from '../merge/inWords';
import { merge } from '../merge/merge';
import type { Side } from '../merge/threeWay';
import { keepAside, keptQuery } from '../past/calls';
import { useDraftTexts, useDraftWords } from '../past/texts';
import { saveAsCopy } from '../saving';
import { useScope } from './scope';

const MOST_LINES = 6;

/** Saves one's own draft as a journey of its own, and opens that. */
export function useCopy() {
  const t = useDraftTexts();
  const said = useSaid();
  const navigate = useNavigate();
  const { store, autosave } = useScope();
  const me = sessionStore((session) => session.user?.name ?? '');
  return useMutation({
    mutationFn: () => {
      const mine = store.getState().history.present;
      return saveAsCopy(mine, t('merge.copyName', { name: mine.name, who: me }));
    },
    onSuccess: async (made) => {
      const theirs = autosave()?.clash()?.theirs;
      autosave()?.restart(theirs?.revision ?? autosave()?.revision() ?? 1, theirs?.draft);
      announce(t('merge.copied', { name: made.name }));
      await navigate(`/journeys/${made.id}`);
    },
    onError: (error) => announce(said(error), 'failed'),
  });
}

/** Ends the clash for one side; what the other did is kept in the history. */
function useSettle() {
  const t = useDraftTexts();
  const said = useSaid();
  const queries = useQueryClient();
  const { store, autosave, journeyId } = useScope();
  const me = sessionStore((session) => session.user?.name ?? '');
  return useMutation({
    mutationFn: async (side: Side) => {
      const mine = store.getState().history.present;
      const clash = autosave()?.clash() ?? null;
      if (clash === null) {
        return;
      }
      if (side === 'theirs') {
        const name = t('merge.asideName', { who: me });
        await keepAside(journeyId, name, clash.theirs.revision, mine);
        announce(t('merge.keptAside', { name }));
      }
      // Drawn on while the server was asked: what is there now is what counts.
      const now = store.getState().history.present;
      autosave()?.settle(merge(clash.base, now, clash.theirs.draft, side).document);
      await queries.invalidateQueries({ queryKey: keptQuery(journeyId).queryKey });
    },
    onError: (error) => announce(said(error), 'failed'),
  });
}

/** Two people changed the same thing: says what, and asks whose is to stay. Whatever does not is kept. */
export function Conflict({ who }: { readonly who: string }) {
  const t = useDraftTexts();
  const say = useDraftWords();
  const { store, autosave, reading } = useScope();
  const settling = useSettle();
  const copy = useCopy();
  const clash = autosave()?.clash() ?? null;
  if (clash === null) {
    return null;
  }
  const mine = store.getState().history.present;
  const theirs = clash.theirs.draft;
  const lines = merge(clash.base, mine, theirs).clashes.map((one) =>
    clashInWords(one, { mine, theirs, who }, { reading, say }),
  );
  return (
    <section className={desk['conflict']} role="alert">
      <div>
        <b>{t('merge.title', { who })}.</b>
        <List fz="sm" spacing={2} my={4}>
          {lines.slice(0, MOST_LINES).map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
          {lines.length > MOST_LINES && <List.Item>+{lines.length - MOST_LINES}</List.Item>}
        </List>
        <p>{t('merge.text')}</p>
      </div>
      <Button variant="default" size="xs" loading={settling.isPending} onClick={() => settling.mutate('theirs')}>
        {t('merge.theirs', { who })}
      </Button>
      <Button variant="default" size="xs" loading={settling.isPending} onClick={() => settling.mutate('mine')}>
        {t('merge.mine')}
      </Button>
      <Button size="xs" loading={copy.isPending} onClick={() => copy.mutate()}>
        {t('merge.copy')}
      </Button>
    </section>
  );
}
