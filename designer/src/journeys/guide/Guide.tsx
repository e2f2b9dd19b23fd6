import { Button, CloseButton, Group } from '@mantine/core';
import { IconCheck, IconSchool } from '@tabler/icons-react';
import { useId } from 'react';
import { useStore } from 'zustand';
import { useDocument, useScope } from '../editor/scope';
import { useJump } from '../editor/useJump';
import { useGalleryTexts } from '../gallery/texts';
import { countProblems } from '../problems';
import classes from './Guide.module.css';
import { agree, endGuide, guideMemory, openGuide } from './memory';
import { AGREEABLE, doneOf, GUIDE_STEPS, type GuideStep, shownBy } from './steps';

interface Props {
  readonly published: boolean;
  /** Opens the publication; null where the reader may not publish. */
  readonly onPublish: (() => void) | null;
}

/** What helps with the step that comes next. */
function Help({ step, onPublish }: { readonly step: GuideStep; readonly onPublish: Props['onPublish'] }) {
  const t = useGalleryTexts();
  const { journeyId, store, catalog, problems } = useScope();
  const jump = useJump();
  const shown = shownBy(step, useDocument(), catalog);
  const { errors } = countProblems(problems);
  return (
    <div className={classes['more']}>
      <p>{t(`guide.help.${step}`)}</p>
      <Group gap="xs">
        {shown !== null && (
          <Button size="compact-sm" variant="default" onClick={() => jump(shown)}>
            {t('guide.show')}
          </Button>
        )}
        {AGREEABLE.includes(step) && (
          <Button size="compact-sm" variant="light" onClick={() => agree(journeyId, step)}>
            {t(`guide.agree.${step as 'who'}`)}
          </Button>
        )}
        {step === 'publish' && errors > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => store.getState().show({ kind: 'problems' })}>
            {t('guide.problems', { count: errors })}
          </Button>
        )}
        {step === 'publish' && errors === 0 && onPublish !== null && (
          <Button size="compact-sm" onClick={onPublish}>
            {t('guide.publish')}
          </Button>
        )}
      </Group>
    </div>
  );
}

/** Five steps to a first journey, beside the drawing: it watches what is drawn, and can be left and taken up again. */
export function Guide({ published, onPublish }: Props) {
  const t = useGalleryTexts();
  const title = useId();
  const { journeyId, catalog } = useScope();
  const document = useDocument();
  const guided = useStore(guideMemory, (state) => state.guided[journeyId]);
  if (guided === undefined) return null;
  const done = doneOf(document, catalog, guided.agreed, published);
  const next = GUIDE_STEPS.find((step) => !done.has(step));
  const count = { done: done.size, all: GUIDE_STEPS.length };
  if (!guided.open) {
    return (
      <Button
        className={classes['pill'] ?? ''}
        size="sm"
        variant="default"
        leftSection={<IconSchool size={16} aria-hidden />}
        onClick={() => openGuide(journeyId, true)}
      >
        {t('guide.open', count)}
      </Button>
    );
  }
  return (
    <section className={classes['guide']} aria-labelledby={title}>
      <div className={classes['head']}>
        <IconSchool size={18} aria-hidden />
        <h2 id={title}>{t('guide.title')}</h2>
        <span className={`${classes['count']} figures`} aria-live="polite">
          {t('guide.progress', count)}
        </span>
        <CloseButton
          size="sm"
          aria-label={next === undefined ? t('guide.close') : t('guide.leave')}
          onClick={() => (next === undefined ? endGuide(journeyId) : openGuide(journeyId, false))}
        />
      </div>
      <ol className={classes['steps']}>
        {GUIDE_STEPS.map((step, index) => (
          <li
            key={step}
            className={classes['step']}
            data-state={done.has(step) ? 'done' : step === next ? 'now' : 'later'}
            aria-current={step === next ? 'step' : undefined}
          >
            <span className={classes['sign']}>
              {done.has(step) ? <IconCheck size={13} role="img" aria-label={t('guide.done')} /> : index + 1}
            </span>
            <b>{t(`guide.step.${step}`)}</b>
            {step === next && <Help step={step} onPublish={onPublish} />}
          </li>
        ))}
      </ol>
      {next === undefined && <p className={classes['finished']}>{t('guide.finished')}</p>}
    </section>
  );
}
