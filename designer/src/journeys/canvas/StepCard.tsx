import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import { Handle, type NodeProps, Position, useStore } from '@xyflow/react';
import { memo } from 'react';
import { useWriter } from '../../i18n/use';
import { type Kind, kindByName } from '../catalog';
import { MarkSign, useStepMark } from '../compare/marks';
import { useScope, useSentence } from '../editor/scope';
import { iconOf } from '../icons';
import { useTexts } from '../texts';
import { useDeferred } from '../useDeferred';
import classes from './Canvas.module.css';
import { type StepFlowNode, TARGET_HANDLE } from './flow';
import { PortRow } from './PortRow';

const PLAIN_BELOW = 0.4;

function ProblemMark({ id }: { readonly id: string }) {
  const t = useTexts();
  const { problemsByNode, reading } = useScope();
  const found = problemsByNode.get(id);
  if (found === undefined) {
    return null;
  }
  const Icon = found.severity === 'error' ? IconAlertCircle : IconAlertTriangle;
  const messages = found.problems.map((problem) => problem.message[reading.language]).join('\n');
  return (
    <span className={classes['mark']} data-severity={found.severity} title={messages} role="img" aria-label={messages}>
      <Icon size={14} stroke={2} aria-hidden />
      {found.problems.length > 1 && (
        <span title={t('canvas.cardProblems', { count: found.problems.length })}>{found.problems.length}</span>
      )}
    </span>
  );
}

function CardCounts({ id }: { readonly id: string }) {
  const t = useTexts();
  const { number } = useWriter();
  const { counts } = useScope();
  if (counts === null) {
    return null;
  }
  const node = counts.nodes[id];
  return (
    <span className={`${classes['counts']} figures`}>
      <span data-some={(node?.here ?? 0) > 0}>
        {t('canvas.hereNow')} <b>{number(node?.here ?? 0)}</b>
      </span>
      <span>
        {t('canvas.passed')} <b>{number(node?.passed ?? 0)}</b>
      </span>
    </span>
  );
}

/** One line of what stands in the way here: the worst problem in words, or whom a contact rule keeps waiting. */
function CardWhy({ id }: { readonly id: string }) {
  const { problemsByNode, reading, counts } = useScope();
  const inWords = useDeferred();
  const found = problemsByNode.get(id);
  const [worst] = found?.problems ?? [];
  const deferred = counts?.nodes[id]?.deferred;
  const text = worst === undefined ? inWords.short(deferred) : worst.message[reading.language];
  if (text === null) {
    return null;
  }
  return (
    <span
      className={classes['why']}
      data-severity={worst === undefined ? 'deferred' : found?.severity}
      title={[text, inWords.long(deferred)].filter((line) => line !== null).join('\n')}
    >
      {text}
    </span>
  );
}

function CardFace({ kind, data }: { readonly kind: Kind | undefined; readonly data: StepFlowNode['data'] }) {
  const t = useTexts();
  const { reading } = useScope();
  const sentence = useSentence();
  const Icon = iconOf(kind?.icon);
  return (
    <>
      <span className={classes['kind']}>
        <Icon size={16} stroke={1.8} aria-hidden className={classes['kindIcon']} />
        <span className={classes['kindLabel']}>{kind?.labels[reading.language] ?? t('canvas.unknownKind')}</span>
        <ProblemMark id={data.step.id} />
      </span>
      <span className={classes['sentence']}>{kind === undefined ? data.step.kind : sentence(data.step)}</span>
      <CardWhy id={data.step.id} />
      <CardCounts id={data.step.id} />
    </>
  );
}

/** One step: a bar in its colour, what it is, what it does, what is wrong with it, and how many stand here. */
export const StepCard = memo(function StepCard({ data, selected, dragging }: NodeProps<StepFlowNode>) {
  const { catalog, problemsByNode, counts } = useScope();
  const far = useStore((state) => state.transform[2] < PLAIN_BELOW);
  const kind = kindByName(catalog, data.step.kind);
  const mark = useStepMark(data.step.id);
  const severity = problemsByNode.get(data.step.id)?.severity;
  const told = counts !== null && (severity !== undefined || counts.nodes[data.step.id]?.deferred != null);
  return (
    <>
      <div
        className={classes['card']}
        data-selected={selected}
        data-dragging={dragging}
        data-severity={severity}
        data-far={far}
        data-mark={mark}
        data-told={told}
        style={{ '--kind': kind?.color ?? 'var(--cauce-muted)' }}
      >
        {far ? <FarFace kind={kind} /> : <CardFace kind={kind} data={data} />}
      </div>
      {mark !== undefined && <MarkSign mark={mark} />}
      {kind?.category !== 'start' && (
        <Handle type="target" position={Position.Top} id={TARGET_HANDLE} className={classes['target']} />
      )}
      {kind !== undefined && <PortRow kind={kind} step={data.step} far={far} />}
    </>
  );
});

function FarFace({ kind }: { readonly kind: Kind | undefined }) {
  const Icon = iconOf(kind?.icon);
  return <Icon size={40} stroke={1.6} aria-hidden className={classes['kindIcon']} />;
}
