import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArchive, IconPlayerPause, IconPlayerStop } from '@tabler/icons-react';
import { useWriter } from '../../i18n/use';
import { useListTexts } from '../list/texts';
import { useTexts } from '../texts';
import { ChangeProgress } from './ChangeProgress';
import classes from './Life.module.css';
import { isRunning, type Life, type LifeAct } from './life';

interface Props {
  readonly life: Life;
  readonly acts: readonly LifeAct[];
  readonly onAct: (act: LifeAct) => void;
  /** Shows the limits of the guard. */
  readonly onLimits: () => void;
}

const ICONS = {
  draft: IconArchive,
  live: IconPlayerPause,
  paused: IconPlayerPause,
  stopping: IconPlayerStop,
  stopped: IconPlayerStop,
  archived: IconArchive,
} as const;

/** Why a journey stands still and what to do about it; and how far it is with what is being done to it. */
export function HaltBanner({ life, acts, onAct, onLimits }: Props) {
  const { halt, change } = life;
  const running = isRunning(change);
  if (halt === null && !running) return null;
  const guarded = halt?.by_guard === true && life.state === 'paused';
  const Icon = guarded ? IconAlertTriangle : ICONS[life.state];
  return (
    <section className={classes['banner']} data-tone={guarded ? 'warning' : 'calm'} role="status">
      <Icon size={20} className={classes['icon']} aria-hidden />
      <div className={classes['words']}>
        {halt !== null && <Why life={life} halt={halt} />}
        {running && (
          <div className={classes['progress']}>
            <ChangeProgress change={change} />
          </div>
        )}
      </div>
      {!running && <Buttons guarded={guarded} acts={acts} onAct={onAct} onLimits={onLimits} />}
    </section>
  );
}

interface WhyProps {
  readonly life: Life;
  readonly halt: NonNullable<Life['halt']>;
}

function Why({ life, halt }: WhyProps) {
  const t = useTexts();
  const writer = useWriter();
  const when = writer.time(halt.at);
  if (halt.by_guard && life.state === 'paused') {
    return (
      <>
        <p>
          <b>{t('life.since.paused', { when })}</b> {halt.reason}
        </p>
        <p>{t('life.guardAdvice')}</p>
      </>
    );
  }
  // What is a draft or live has no halt.
  if (life.state === 'draft' || life.state === 'live') return null;
  return (
    <>
      <p>
        <b>{t(`life.since.${life.state}`, { when })}</b> {halt.reason && t('life.why', { reason: halt.reason })}
      </p>
      <p>{t(`life.meaning.${life.state}`)}</p>
    </>
  );
}

function Buttons({ guarded, acts, onAct, onLimits }: Omit<Props, 'life'> & { readonly guarded: boolean }) {
  const t = useTexts();
  const l = useListTexts();
  const next = acts.find((act) => act === 'resume' || act === 'restore');
  return (
    <div className={classes['buttons']}>
      {guarded && (
        <Button variant="default" size="xs" onClick={onLimits}>
          {t('life.seeLimits')}
        </Button>
      )}
      {next && (
        <Button size="xs" onClick={() => onAct(next)}>
          {l(`life.act.${next}`)}
        </Button>
      )}
    </div>
  );
}
