import { Group, Text, Title, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useId } from 'react';
import { useWriter } from '../../i18n/use';
import type { TemplateProblem } from '../api';
import { useTemplateTexts } from '../frame/texts';
import { useLanguageName } from '../languageName';
import { countOf, type FindingGroup, groupFindings } from './findings';
import classes from './Publish.module.css';

/** Brings into view what a finding is about. */
export type OnJump = (finding: TemplateProblem) => void;

interface Props {
  readonly problems: readonly TemplateProblem[];
  /** Where a finding that names a block can be gone to. */
  readonly onJump?: OnJump | undefined;
  /** How deep its headings stand in what it is shown in. */
  readonly order?: 3 | 4;
}

/** What the checks found, by language and variant, errors first, each with what to do about it. */
export function Findings({ problems, onJump, order = 4 }: Props) {
  const t = useTemplateTexts();
  if (problems.length === 0) {
    return (
      <Group gap="xs" role="status">
        <IconCircleCheck size={20} color="var(--cauce-brand)" aria-hidden />
        <Text>{t('problems.none')}</Text>
      </Group>
    );
  }
  return groupFindings(problems).map((group) => (
    <Section key={`${group.language} ${group.variant}`} group={group} onJump={onJump} order={order} />
  ));
}

interface SectionProps {
  readonly group: FindingGroup;
  readonly onJump: OnJump | undefined;
  readonly order: 3 | 4;
}

function Section({ group, onJump, order }: SectionProps) {
  const t = useTemplateTexts();
  const id = useId();
  const languageName = useLanguageName();
  const { findings, language, variant } = group;
  const errors = countOf(findings, 'error');
  const warnings = countOf(findings, 'warning');
  const counts = [
    errors === 0 ? '' : t('problems.errors', { count: errors }),
    warnings === 0 ? '' : t('problems.warnings', { count: warnings }),
  ].filter(Boolean);
  const place = [
    language === '' ? t('problems.whole') : languageName(language),
    variant === '' ? '' : t('problems.variant', { id: variant.toUpperCase() }),
  ].filter(Boolean);
  return (
    <article className={classes['group']} aria-labelledby={id}>
      <Group justify="space-between" gap="xs" wrap="nowrap" className={classes['groupHead'] ?? ''}>
        <Title order={order} id={id} fz={13} lh="18px">
          {place.join(' · ')}
        </Title>
        <span className={classes['hint']}>{counts.join(' · ')}</span>
      </Group>
      <ul className={classes['problems']}>
        {findings.map((finding) => (
          <li key={`${finding.code} ${finding.block} ${finding.message.es}`}>
            <Row finding={finding} onJump={finding.block === '' ? undefined : onJump} />
          </li>
        ))}
      </ul>
    </article>
  );
}

function Row({ finding, onJump }: { readonly finding: TemplateProblem; readonly onJump: OnJump | undefined }) {
  const t = useTemplateTexts();
  const writer = useWriter();
  const isError = finding.severity === 'error';
  const Icon = isError ? IconCircleX : IconAlertTriangle;
  const hint = writer.text(finding.hint);
  const words = (
    <>
      <Icon size={20} aria-label={t(isError ? 'problems.error' : 'problems.warning')} role="img" />
      <span className={classes['words']}>
        <span>{writer.text(finding.message)}</span>
        {hint !== '' && <span className={classes['hint']}>{hint}</span>}
      </span>
    </>
  );
  if (onJump === undefined) {
    return (
      <div className={classes['problem']} data-error={isError}>
        {words}
      </div>
    );
  }
  return (
    <UnstyledButton
      className={`${classes['problem']} ${classes['jump']}`}
      data-error={isError}
      onClick={() => onJump(finding)}
    >
      {words}
      <span className={classes['show']} aria-hidden>
        {t('problems.show')}
      </span>
    </UnstyledButton>
  );
}
