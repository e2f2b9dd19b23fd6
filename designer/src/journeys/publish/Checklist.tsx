import { Button, Group, Stack, Text } from '@mantine/core';
import {
  type Icon,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconGitBranch,
  IconMail,
  IconUsers,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Impact, Journey } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { audienceQuery } from '../api';
import { kindByName, settingsOf, widgetOf } from '../catalog';
import type { Condition } from '../document';
import { useDocument, useScope } from '../editor/scope';
import { countProblems, type Problem } from '../problems';
import { asCondition } from '../settings';
import { useTexts } from '../texts';

interface Props {
  readonly journey: Journey;
  readonly problems: readonly Problem[];
  /** What publishing means for people; null while it is not known. */
  readonly impact: Impact | null;
  readonly onShowProblems: () => void;
}

function Line({ icon: Icon, color, children }: { icon: Icon; color: string; children: ReactNode }) {
  return (
    <Group gap="sm" wrap="nowrap" align="center" mih={28}>
      <Icon size={20} color={color} style={{ flex: 'none' }} aria-hidden />
      {children}
    </Group>
  );
}

/** The condition by which the entry takes people in. */
function useEntryCondition(): Condition | null {
  const { catalog } = useScope();
  const document = useDocument();
  const entry = document.nodes.find((node) => node.id === document.entry);
  const kind = entry === undefined ? undefined : kindByName(catalog, entry.kind);
  const found =
    kind === undefined ? undefined : settingsOf(kind).find(([, schema]) => widgetOf(schema) === 'condition');
  return found === undefined ? null : asCondition(entry?.settings[found[0]]);
}

function ProblemLines({ problems, onShow }: { readonly problems: readonly Problem[]; readonly onShow: () => void }) {
  const t = useTexts();
  const { errors, warnings } = countProblems(problems);
  const see = (
    <Button variant="subtle" size="compact-sm" onClick={onShow}>
      {t('publish.see')}
    </Button>
  );
  return (
    <>
      {errors === 0 ? (
        <Line icon={IconCircleCheck} color="var(--cauce-brand)">
          <Text>{t('publish.checkProblems')}</Text>
        </Line>
      ) : (
        <Line icon={IconCircleX} color="var(--cauce-error)">
          <Text>{t('publish.checkErrors', { count: errors })}</Text>
          {see}
        </Line>
      )}
      {warnings > 0 && (
        <Line icon={IconAlertTriangle} color="var(--cauce-decision)">
          <Text>{t('publish.checkWarnings', { count: warnings })}</Text>
          {errors === 0 && see}
        </Line>
      )}
    </>
  );
}

/** What to know before publishing: problems, how many come in, and which version it becomes. */
export function Checklist({ journey, problems, impact, onShowProblems }: Props) {
  const t = useTexts();
  const writer = useWriter();
  const audience = useQuery(audienceQuery(useEntryCondition()));
  const number = (journey.live_version?.number ?? 0) + 1;
  const { data } = audience;
  const forecast = impact?.forecast ?? null;
  return (
    <Stack gap={4}>
      <ProblemLines problems={problems} onShow={onShowProblems} />
      {data !== undefined && data.matches !== null && (
        <Line icon={IconUsers} color={data.matches > 0 ? 'var(--cauce-brand)' : 'var(--cauce-decision)'}>
          <Text className="figures">
            {data.matches > 0
              ? t('publish.checkAudience', { matches: writer.number(data.matches), total: writer.number(data.total) })
              : t('publish.checkNobody')}
          </Text>
        </Line>
      )}
      {forecast && forecast.messages_per_day > 0 && (
        <Line icon={IconMail} color="var(--cauce-muted)">
          <Text className="figures">{t('publish.forecast', { count: forecast.messages_per_day })}</Text>
        </Line>
      )}
      <Line icon={IconGitBranch} color="var(--cauce-muted)">
        <Text>{t('publish.checkVersion', { number })}</Text>
      </Line>
    </Stack>
  );
}
