import { IconCircleCheck } from '@tabler/icons-react';
import { lifted } from '../../theme/lifted';
import { kindByName } from '../catalog';
import { nodeById } from '../document';
import { useDocument, useScope, useSentence } from '../editor/scope';
import { type Jump, useJump } from '../editor/useJump';
import { FixRow } from '../fixes/FixRow';
import { iconOf } from '../icons';
import { groupProblems, type Problem, type ProblemGroup } from '../problems';
import { useTexts } from '../texts';
import classes from './Panel.module.css';
import { ProblemNotes } from './ProblemNote';

function GroupName({ id }: { readonly id: string | null }) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const document = useDocument();
  const sentenceOf = useSentence();
  const node = id === null ? undefined : nodeById(document, id);
  const kind = node === undefined ? undefined : kindByName(catalog, node.kind);
  if (node === undefined || kind === undefined) {
    return <span className={classes['step']}>{id === null ? t('panel.wholeJourney') : t('canvas.unknownKind')}</span>;
  }
  const Icon = iconOf(kind.icon);
  const sentence = sentenceOf(node);
  return (
    <span className={classes['step']}>
      <Icon size={16} color={lifted(kind.color)} aria-hidden />
      {kind.labels[reading.language]}
      {sentence !== '' && <span className={classes['muted']}>{sentence}</span>}
    </span>
  );
}

/** Problems of one sort are told, and put right, together. */
function sortsOf(problems: readonly Problem[]): readonly (readonly Problem[])[] {
  const sorts = Map.groupBy(problems, ({ code, setting, hint }) => `${code} ${setting ?? ''} ${hint?.en ?? ''}`);
  return [...sorts.values()];
}

interface SortProps {
  readonly problems: readonly Problem[];
  readonly first: Problem;
  readonly onJump: Jump;
}

/** Problems of one sort on one step, and what puts them right. */
function Sort({ problems, first, onJump }: SortProps) {
  const { reading } = useScope();
  const { node } = first;
  const notes = <ProblemNotes problems={problems} language={reading.language} />;
  return (
    <div>
      {node === null ? (
        notes
      ) : (
        <button type="button" className={classes['jump']} onClick={() => onJump(node, first.setting ?? null)}>
          {notes}
        </button>
      )}
      <FixRow problem={first} />
    </div>
  );
}

function Group({ group, onJump }: { readonly group: ProblemGroup; readonly onJump: Jump }) {
  return (
    <div className={classes['group']}>
      <GroupName id={group.node} />
      {sortsOf(group.problems).map((problems) =>
        problems[0] === undefined ? null : (
          <Sort key={problems[0].message.en} problems={problems} first={problems[0]} onJump={onJump} />
        ),
      )}
    </div>
  );
}

/** Everything that the check found; a click goes to the step, opens it and points at the setting. */
export function ProblemsPanel() {
  const t = useTexts();
  const { problems } = useScope();
  const document = useDocument();
  const jump = useJump();
  if (problems.length === 0) {
    return (
      <p className={classes['step']}>
        <IconCircleCheck size={18} color="var(--cauce-brand)" aria-hidden />
        {t('panel.noProblems')}
      </p>
    );
  }
  const groups = groupProblems(
    problems,
    document.nodes.map((node) => node.id),
  );
  return groups.map((group) => <Group key={group.node ?? ''} group={group} onJump={jump} />);
}
