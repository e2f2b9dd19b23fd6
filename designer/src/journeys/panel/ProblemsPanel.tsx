import { IconCircleCheck } from '@tabler/icons-react';
import { lifted } from '../../theme/lifted';
import { kindByName } from '../catalog';
import { nodeById } from '../document';
import { useDocument, useScope, useSentence } from '../editor/scope';
import { useJump } from '../editor/useJump';
import { iconOf } from '../icons';
import { groupProblems, type ProblemGroup } from '../problems';
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

function Group({ group, onJump }: { readonly group: ProblemGroup; readonly onJump: (id: string) => void }) {
  const { reading } = useScope();
  const { node } = group;
  const content = (
    <>
      <GroupName id={node} />
      <ProblemNotes problems={group.problems} language={reading.language} />
    </>
  );
  return (
    <div className={classes['group']}>
      {node === null ? (
        content
      ) : (
        <button type="button" className={classes['jump']} onClick={() => onJump(node)}>
          {content}
        </button>
      )}
    </div>
  );
}

/** Everything that the check found; a click goes to the step and opens it. */
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
