import { Alert, Button, Group, Text } from '@mantine/core';
import { IconHandClick, IconMessage, IconPlayerPause } from '@tabler/icons-react';
import { Desk } from '../Desk';
import classes from '../Desk.module.css';
import type { EditorProps } from '../props';
import { sampleText } from '../sample';
import { KEYS as HELP } from '../sms/SmsEditor';
import { useEditorTexts } from '../texts';
import { disclosing, freshId, type Menu, moved, type Step, scriptIn } from './content';
import { StepCard } from './StepCard';

/** A call: steps that are said one after the other, with keys that somebody may press. */
export function VoiceEditor(props: EditorProps) {
  const { variant, onChange, tokens, problems, disabled = false } = props;
  const t = useEditorTexts();
  const steps = scriptIn(variant.content);
  const set = (script: readonly Step[]) => onChange({ ...variant, content: { ...variant.content, script } });
  const add = (kind: Step['kind']) => set([...steps, newStep(kind, freshId(steps), t)]);
  const open = disclosing(steps);
  return (
    <Desk tokens={tokens} problems={problems} look={<Call steps={steps} props={props} />}>
      <Text size="sm" c="dimmed">
        {t('voice.help')} {t('tokensHelp', HELP)}
      </Text>
      {open.size > 0 && problems.every((one) => one.code !== 'debt_before_identity') && (
        <Alert color="red" title={t('voice.discloses')}>
          <Text size="sm">{t('voice.disclosesHelp')}</Text>
        </Alert>
      )}
      {steps.map((step, at) => (
        <StepCard
          key={step.id}
          step={step}
          at={at}
          count={steps.length}
          disabled={disabled}
          discloses={open.has(step.id)}
          problems={problems.filter((one) => one.block === step.id)}
          onChange={(next) => set(steps.map((one) => (one.id === step.id ? next : one)))}
          onMove={(by) => set(moved(steps, at, by))}
          onRemove={() => set(steps.filter((one) => one.id !== step.id))}
        />
      ))}
      {!disabled && (
        <Group gap="xs">
          {(['say', 'pause', 'menu'] as const).map((kind) => {
            const Icon = ICONS[kind];
            return (
              <Button key={kind} variant="default" leftSection={<Icon size={16} />} onClick={() => add(kind)}>
                {t(`voice.add.${kind}`)}
              </Button>
            );
          })}
        </Group>
      )}
    </Desk>
  );
}

const ICONS = { say: IconMessage, pause: IconPlayerPause, menu: IconHandClick } as const;

function newStep(kind: Step['kind'], id: string, t: ReturnType<typeof useEditorTexts>): Step {
  if (kind === 'say') return { id, kind, text: '' };
  if (kind === 'pause') return { id, kind, seconds: 1 };
  const menu: Menu = {
    id,
    kind: 'menu',
    text: t('voice.new.menu'),
    wait: 6,
    tries: 2,
    nothing: t('voice.new.nothing'),
    keys: [
      { key: '1', act: 'confirm', say: '' },
      { key: '2', act: 'wrong_person', say: t('voice.new.wrong') },
      { key: '9', act: 'stop', say: t('voice.new.stop') },
    ],
  };
  return menu;
}

/** The call as it is heard, with sample values. */
function Call({
  steps,
  props: { tokens, language },
}: {
  readonly steps: readonly Step[];
  readonly props: EditorProps;
}) {
  const t = useEditorTexts();
  return (
    <section className={classes['phone']} aria-label={t('look')}>
      <div className={classes['sender']}>{t('voice.call')}</div>
      {steps.map((step) => (
        <div key={step.id} className={classes['heard']} dir="auto">
          {step.kind === 'pause' ? (
            <span className={classes['empty']}>{t('voice.pauseOf', { seconds: step.seconds })}</span>
          ) : (
            <div className={classes['bubble']}>{sampleText(step.text, tokens, language) || t('nothingYet')}</div>
          )}
          {step.kind === 'menu' && (
            <ul className={classes['keys']}>
              {step.keys.map((key) => (
                <li key={key.key}>
                  <kbd>{key.key}</kbd> {t(`voice.acts.${key.act}`)}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </section>
  );
}
