import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWriter } from '../../i18n/use';
import { TokensContext } from '../tokens/context';
import type { Tokens } from '../tokens/tokens';
import classes from './Desk.module.css';
import type { EditorProblem } from './props';

interface Props {
  readonly tokens: Tokens;
  readonly problems: readonly EditorProblem[];
  /** What the debtor gets, beside the form on a wide screen and below it on a phone. */
  readonly look: ReactNode;
  readonly children: ReactNode;
}

/** The frame of an editor of texts: what is written, how it looks beside it, and above it what forbids to publish. */
export function Desk({ tokens, problems, look, children }: Props) {
  return (
    <TokensContext value={tokens}>
      <div className={classes['desk']}>
        <Stack gap="md" className={classes['form'] ?? ''}>
          <Problems problems={problems.filter((one) => one.block === '' && one.severity === 'error')} />
          {children}
        </Stack>
        <div className={classes['look']}>{look}</div>
      </div>
    </TokensContext>
  );
}

/** Problems in plain words; nothing where there are none. */
export function Problems({ problems }: { readonly problems: readonly EditorProblem[] }) {
  const { text } = useWriter();
  if (problems.length === 0) return null;
  return (
    <Stack gap="xs">
      {problems.map((one) => (
        <Alert
          key={`${one.code} ${one.block} ${one.message.en}`}
          color={one.severity === 'error' ? 'red' : 'yellow'}
          icon={<IconAlertTriangle size={18} aria-hidden />}
          title={text(one.message)}
          classNames={{ title: classes['problem'] ?? '' }}
        >
          {one.hint && <Text size="sm">{text(one.hint)}</Text>}
        </Alert>
      ))}
    </Stack>
  );
}
