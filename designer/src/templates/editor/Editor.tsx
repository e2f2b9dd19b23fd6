import { Alert, Drawer } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import desk from '../../drafts/Desk.module.css';
import { useWriter } from '../../i18n/use';
import { announce } from '../../parts/notices';
import { Waiting } from '../../parts/Waiting';
import { useMay } from '../../session/store';
import { checkTemplate, type TemplateDetail, type TemplateProblem, templateQuery, templatesChanged } from '../api';
import { type Channel, languagesOf, variantOf } from '../document';
import { useTemplateTexts } from '../frame/texts';
import { PreviewPane, type Spot } from '../preview/PreviewPane';
import { Findings } from '../publish/Findings';
import { PublishDialog } from '../publish/PublishDialog';
import { TestDialog } from '../testing/TestDialog';
import { Conflict } from './Conflict';
import { changedBy } from './changedBy';
import { useEditorActs } from './commands';
import type { EditorHandle, UndoState } from './contract';
import classes from './Editor.module.css';
import { EDITORS } from './editors';
import { eraOf } from './eras';
import { SpotBar } from './SpotBar';
import { TopBar } from './TopBar';
import { type Seat, useTemplateDraft } from './useTemplateDraft';

interface Props {
  readonly template: TemplateDetail;
  readonly channel: Channel;
  readonly seat: Seat;
}

export type Asking = 'problems' | 'publish' | 'test';

const STILL: UndoState = { canUndo: false, canRedo: false };

/** The editor of one template: the bar, the words of one variant below it, and what asks before it is published. */
export function Editor({ template, channel, seat }: Props) {
  const t = useTemplateTexts();
  const writer = useWriter();
  const queries = useQueryClient();
  const handle = useRef<EditorHandle | null>(null);
  const flush = useCallback(() => handle.current?.flush(), []);
  const open = useTemplateDraft(
    template,
    seat,
    (who) => announce(t('editor.merged', { who: who ?? t('editor.somebody') })),
    flush,
  );
  const { draft, saving, eras, change } = open;
  const [wished, setWished] = useState<Spot>({ language: writer.language, variant: 'a' });
  const spot = settled(draft.document, wished);
  const [undoState, setUndoState] = useState(STILL);
  const [previewing, setPreviewing] = useState(false);
  const [asking, setAsking] = useState<Asking | null>(null);
  const now = useQuery({ ...templateQuery(template.key), initialData: template }).data;
  const checked = useQuery({
    queryKey: ['template-check', template.key, 'first'],
    queryFn: () => checkTemplate(template.key),
    gcTime: 0,
  });
  const problems = saving.problems ?? checked.data ?? [];
  const wanted = useRef('');
  const onHandle = useCallback((next: EditorHandle | null) => {
    handle.current = next;
    if (next === null) setUndoState(STILL);
    else if (wanted.current !== '') next.show(wanted.current);
    wanted.current = '';
  }, []);
  const show = (problem: TemplateProblem) => {
    setAsking(null);
    setPreviewing(false);
    const target = { language: problem.language, variant: problem.variant || spot.variant };
    if (target.language === spot.language && target.variant === spot.variant) handle.current?.show(problem.block);
    else {
      wanted.current = problem.block;
      goTo(target);
    }
  };
  const goTo = (next: Spot) => {
    flush();
    setWished(next);
  };
  const ask = useCallback(
    async (what: Asking) => {
      flush();
      // What is looked at, sent or published is what the server has.
      if (what === 'problems' || (await open.autosave()?.flush())) setAsking(what);
      else announce(t('editor.notSaved'), 'failed');
    },
    [flush, open.autosave, t],
  );
  const mayPublish = useMay('templates:publish');
  useEditorActs({ handle, undoState, mayPublish, onAsk: ask, onPreview: () => setPreviewing((before) => !before) });
  useEffect(() => {
    if (open.restored) announce(t('editor.restored'));
  }, [open.restored, t]);
  const ChannelEditor = EDITORS[channel];
  const here = useMemo(
    () => problems.filter(({ language, variant }) => language === spot.language && variant === spot.variant),
    [problems, spot.language, spot.variant],
  );
  const variant = variantOf(draft.document, spot.language, spot.variant);
  return (
    <div className={desk['editor']}>
      <TopBar
        open={open}
        template={now}
        problems={problems}
        handle={handle}
        undoState={undoState}
        previewing={previewing}
        onPreview={() => {
          flush();
          setPreviewing(!previewing);
        }}
        onAsk={(what) => void ask(what)}
      />
      <SpotBar channel={channel} document={draft.document} spot={spot} onSpot={goTo} onFlush={flush} change={change} />
      {saving.state === 'conflict' && <Conflict open={open} channel={channel} />}
      {saving.state === 'refused' && (
        <Alert color="red" radius={0} icon={<IconInfoCircle />} role="alert">
          {saving.reason}
        </Alert>
      )}
      {previewing && (
        <div className={classes['preview']}>
          <PreviewPane channel={channel} document={draft.document} fixed={spot} spot={spot} onSpot={goTo} />
        </div>
      )}
      <div className={classes['work']} hidden={previewing}>
        <Suspense fallback={<Waiting rows={6} height={64} />}>
          {variant !== null && (
            <ChannelEditor
              key={`${spot.language} ${spot.variant} ${eraOf(eras, spot)}`}
              template={template.key}
              channel={channel}
              language={spot.language}
              brand={draft.document.brand}
              words={variant}
              readOnly={saving.state === 'conflict'}
              problems={here}
              onChange={(changed) => change(changedBy(spot, changed))}
              onHandle={onHandle}
              onUndoState={setUndoState}
            />
          )}
        </Suspense>
      </div>
      <Drawer
        opened={asking === 'problems'}
        onClose={() => setAsking(null)}
        position="right"
        title={t('problems.title')}
      >
        <Findings problems={problems} onJump={show} order={3} />
      </Drawer>
      {asking === 'test' && <TestDialog template={now} spot={spot} onClose={() => setAsking(null)} />}
      {asking === 'publish' && (
        <PublishDialog
          template={{ ...now, document: draft.document, name: draft.name }}
          revision={open.autosave()?.revision() ?? now.revision}
          onShow={show}
          onPublished={() => void templatesChanged(queries)}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

/** The variant that there is, nearest to the one that was chosen. */
function settled(document: TemplateDetail['document'], wished: Spot): Spot {
  const languages = languagesOf(document, '');
  const language = languages.includes(wished.language) ? wished.language : (languages[0] ?? wished.language);
  return { language, variant: variantOf(document, language, wished.variant)?.id ?? 'a' };
}
