import { Button, Collapse, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { Pretended, RehearsalChoice } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { useWalkTexts } from './texts';
import classes from './Walk.module.css';

type Group = RehearsalChoice['group'];

/** What is open from the start: what the step itself waits for. */
const OPEN: readonly Group[] = ['waited', 'task'];
const ORDER: readonly Group[] = ['waited', 'task', 'money', 'message', 'flag'];

interface Props {
  readonly choices: readonly RehearsalChoice[];
  readonly disabled: boolean;
  readonly onChoose: (happening: Pretended) => void;
}

function keyOf({ kind, detail, amount, node, visit }: Pretended): string {
  return [kind, detail, amount ?? '', node, visit].join(' ');
}

function GroupOf({ group, choices, disabled, onChoose }: Props & { readonly group: Group }) {
  const t = useWalkTexts();
  const writer = useWriter();
  const [open, setOpen] = useState(OPEN.includes(group));
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <UnstyledButton className={classes['group']} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Chevron size={16} aria-hidden />
        {t(`group.${group}`)}
      </UnstyledButton>
      <Collapse expanded={open}>
        <ul className={classes['choices']}>
          {choices.map(({ happening, label, about }) => (
            <li key={keyOf(happening)}>
              <Button
                variant="default"
                size="compact-md"
                disabled={disabled}
                {...(about ? { title: writer.text(about) } : {})}
                onClick={() => onChoose(happening)}
              >
                {writer.text(label)}
              </Button>
            </li>
          ))}
        </ul>
      </Collapse>
    </div>
  );
}

/** What may be pretended at this pause; what the step waits for comes first. */
export function Choices({ choices, disabled, onChoose }: Props) {
  const t = useWalkTexts();
  return (
    <section aria-label={t('choices')}>
      <Text fw={620} mb={4}>
        {t('choices')}
      </Text>
      <Stack gap={4}>
        {ORDER.map((group) => {
          const own = choices.filter((choice) => choice.group === group);
          return (
            own.length > 0 && (
              <GroupOf key={group} group={group} choices={own} disabled={disabled} onChoose={onChoose} />
            )
          );
        })}
      </Stack>
    </section>
  );
}
