import { Alert, Code, Group, type InputWrapperProps, List, Select, Text, TextInput } from '@mantine/core';
import { useWriter } from '../../../i18n/use';
import { piecesOf, textOf as together } from '../../tokens/expression';
import { TokenText } from '../../tokens/TokenText';
import { sampleOf } from '../../tokens/tokens';
import { Desk } from '../Desk';
import classes from '../Desk.module.css';
import { type EditorProps, spoken } from '../props';
import { sampleText } from '../sample';
import { KEYS } from '../sms/SmsEditor';
import { useEditorTexts } from '../texts';
import { ButtonsInput } from './ButtonsInput';
import { CATEGORIES, faultsOf, numbered, type WhatsApp, whatsAppIn } from './content';

/** What explains an input stands below it, so that two in a row stand level. */
const ORDER: NonNullable<InputWrapperProps['inputWrapperOrder']> = ['label', 'input', 'description', 'error'];

/** A WhatsApp message: a template that Meta approves, its variables, buttons and limits, and how it looks. */
export function WhatsAppEditor(props: EditorProps) {
  const { variant, onChange, language, tokens, problems, disabled = false } = props;
  const t = useEditorTexts();
  const whatsapp = whatsAppIn(variant.content, language);
  const set = (change: Partial<WhatsApp>) => onChange({ ...variant, content: { ...whatsapp, ...change } });
  const faults = faultsOf(whatsapp);
  return (
    <Desk tokens={tokens} problems={problems} look={<Chat whatsapp={whatsapp} props={props} />}>
      <Group grow align="flex-start" gap="sm">
        <Select
          label={t('whatsapp.category')}
          description={t(`whatsapp.about.${whatsapp.category}`)}
          inputWrapperOrder={ORDER}
          allowDeselect={false}
          disabled={disabled}
          data={CATEGORIES.map((value) => ({ value, label: t(`whatsapp.categories.${value}`) }))}
          value={whatsapp.category}
          onChange={(value) => set({ category: CATEGORIES.find((one) => one === value) ?? 'utility' })}
        />
        <TextInput
          label={t('whatsapp.locale')}
          description={t('whatsapp.localeHelp')}
          inputWrapperOrder={ORDER}
          disabled={disabled}
          maxLength={6}
          value={whatsapp.locale}
          onChange={(event) => set({ locale: event.currentTarget.value })}
        />
      </Group>
      <TokenText
        single
        label={t('whatsapp.header')}
        value={whatsapp.header}
        disabled={disabled}
        onChange={(header) => set({ header })}
      />
      <TokenText
        label={t('whatsapp.body')}
        help={t('tokensHelp', KEYS)}
        value={whatsapp.text}
        disabled={disabled}
        onChange={(text) => set({ text })}
      />
      <TextInput
        label={t('whatsapp.footer')}
        disabled={disabled}
        value={whatsapp.footer}
        onChange={(event) => set({ footer: event.currentTarget.value })}
      />
      <ButtonsInput buttons={whatsapp.buttons} disabled={disabled} onChange={(buttons) => set({ buttons })} />
      {faults.length > 0 && (
        <Alert color="yellow" title={t('whatsapp.faults')}>
          <List size="sm">
            {faults.map((fault) => (
              <List.Item key={fault}>{t(`whatsapp.fault.${fault}`)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Approval whatsapp={whatsapp} props={props} set={set} />
    </Desk>
  );
}

interface Part {
  readonly whatsapp: WhatsApp;
  readonly props: EditorProps;
}

/** What to copy into Meta's or Twilio's form, and what came back from there. */
function Approval({ whatsapp, props, set }: Part & { readonly set: (change: Partial<WhatsApp>) => void }) {
  const t = useEditorTexts();
  const { text: write } = useWriter();
  const { tokens, language, disabled = false } = props;
  const known = new Map<string, number>();
  const body = [numbered(whatsapp.header, known), numbered(whatsapp.text, known)].filter(Boolean).join('\n\n');
  return (
    <>
      <Group grow align="flex-start" gap="sm">
        <TextInput
          label={t('whatsapp.name')}
          description={t('whatsapp.nameHelp')}
          inputWrapperOrder={ORDER}
          disabled={disabled}
          maxLength={512}
          value={whatsapp.name}
          onChange={(event) => set({ name: event.currentTarget.value.toLowerCase().replaceAll(/[\s-]/g, '_') })}
        />
        <TextInput
          label={t('whatsapp.sid')}
          description={t('whatsapp.sidHelp')}
          inputWrapperOrder={ORDER}
          placeholder="HX…"
          disabled={disabled}
          error={/^(HX[0-9a-f]{32})?$/.test(whatsapp.sid) ? null : t('whatsapp.sidWrong')}
          value={whatsapp.sid}
          onChange={(event) => set({ sid: event.currentTarget.value.trim() })}
        />
      </Group>
      {body !== '' && (
        <details>
          <summary>{t('whatsapp.numbered')}</summary>
          <Code block mt="xs">
            {body}
          </Code>
          <List size="sm" mt="xs" listStyleType="none" spacing={4}>
            {[...known].map(([source, number]) => {
              const piece = piecesOf(source)[0];
              if (piece?.kind !== 'token')
                return <List.Item key={source}>{`{{${number}}} = ${together(piece ? [piece] : [])}`}</List.Item>;
              const info = tokens.byName.get(piece.token.token);
              return (
                <List.Item key={source}>
                  {`{{${number}}} = ${info ? write(info.labels) : piece.token.token} · ${sampleOf(piece.token, tokens, spoken(language))}`}
                </List.Item>
              );
            })}
          </List>
        </details>
      )}
    </>
  );
}

/** The message in a chat, with sample values. */
function Chat({ whatsapp, props: { tokens, language } }: Part) {
  const t = useEditorTexts();
  const text = sampleText(whatsapp.text, tokens, language);
  const header = sampleText(whatsapp.header, tokens, language);
  return (
    <section className={classes['phone']} aria-label={t('look')}>
      <div className={classes['bubble']} dir="auto">
        {header && <Text fw={620}>{header}</Text>}
        {text || t('nothingYet')}
        {whatsapp.footer && (
          <Text size="xs" c="dimmed" mt={6}>
            {whatsapp.footer}
          </Text>
        )}
      </div>
      {whatsapp.buttons.map((button, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a button is what stands at its place
        <div key={at} className={classes['touch']}>
          {button.text}
        </div>
      ))}
    </section>
  );
}
