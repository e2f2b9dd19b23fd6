import { Alert, Button, Group, Select, Switch } from '@mantine/core';
import { TokenText } from '../../tokens/TokenText';
import { Desk } from '../Desk';
import type { EditorProps } from '../props';
import { useEditorTexts } from '../texts';
import { contentOf, type Letter, letterIn, WINDOWS } from './content';
import { LetterBody } from './LetterBody';
import { LetterPages } from './LetterPages';

/** A letter: its sheet, what stands around the text, the text, and the pages as they are printed. */
export function LetterEditor({ variant, onChange, language, tokens, brand, problems, disabled = false }: EditorProps) {
  const t = useEditorTexts();
  const letter = letterIn(variant.content);
  const set = (change: Partial<Letter>) => {
    const next = { ...letter, ...change };
    onChange({ ...variant, subject: next.subject, content: contentOf(next) });
  };
  return (
    <Desk
      tokens={tokens}
      problems={problems}
      look={<LetterPages variant={variant} language={language} brand={brand} />}
    >
      {letter.html !== '' && (
        <Alert color="yellow" title={t('letter.html')}>
          <Button size="xs" variant="default" disabled={disabled} onClick={() => set({ html: '' })}>
            {t('letter.anew')}
          </Button>
        </Alert>
      )}
      <Group align="flex-end" gap="md">
        <Select
          w={290}
          label={t('letter.sheet')}
          allowDeselect={false}
          disabled={disabled}
          data={WINDOWS.map((value) => ({ value, label: t(`letter.windows.${value}`) }))}
          value={letter.window}
          onChange={(value) => set({ window: WINDOWS.find((one) => one === value) ?? 'din' })}
        />
        <Switch
          mb={8}
          label={t('letter.folds')}
          disabled={disabled}
          checked={letter.folds}
          onChange={(event) => set({ folds: event.currentTarget.checked })}
        />
      </Group>
      <Sender letter={letter} disabled={disabled} set={set} />
      <TokenText
        single
        label={t('letter.subject')}
        value={letter.subject}
        disabled={disabled}
        onChange={(subject) => set({ subject })}
      />
      <LetterBody doc={letter.doc} disabled={disabled} onChange={(doc) => set({ doc })} />
      <TokenText
        label={t('letter.closing')}
        value={letter.closing}
        disabled={disabled}
        onChange={(closing) => set({ closing })}
      />
      <Switch
        label={t('letter.qr')}
        disabled={disabled}
        checked={letter.qr}
        onChange={(event) => set({ qr: event.currentTarget.checked })}
      />
      <TokenText
        label={t('letter.footer')}
        value={letter.footer}
        disabled={disabled}
        onChange={(footer) => set({ footer })}
      />
    </Desk>
  );
}

interface SenderProps {
  readonly letter: Letter;
  readonly disabled: boolean;
  readonly set: (change: Partial<Letter>) => void;
}

/** Who writes, from where. */
function Sender({ letter, disabled, set }: SenderProps) {
  const t = useEditorTexts();
  const { sender } = letter;
  const fields = [
    { label: t('letter.sender'), value: sender.name, change: (name: string) => ({ sender: { ...sender, name } }) },
    { label: t('letter.senderLine'), value: sender.line, change: (line: string) => ({ sender: { ...sender, line } }) },
    { label: t('letter.place'), value: letter.place, change: (place: string) => ({ place }) },
  ];
  return (
    <>
      {fields.map(({ label, value, change }) => (
        <TokenText
          key={label}
          single
          label={label}
          value={value}
          disabled={disabled}
          onChange={(text) => set(change(text))}
        />
      ))}
      <TokenText
        label={t('letter.senderLines')}
        value={sender.lines}
        disabled={disabled}
        onChange={(lines) => set({ sender: { ...sender, lines } })}
      />
    </>
  );
}
