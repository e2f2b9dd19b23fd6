import { useMeta } from '../../../api/meta';
import { TokenText } from '../../tokens/TokenText';
import { Desk } from '../Desk';
import classes from '../Desk.module.css';
import { type EditorProps, textOf } from '../props';
import { sampleText } from '../sample';
import { useEditorTexts } from '../texts';
import { SegmentMeter } from './SegmentMeter';

/** An SMS: a text with chips, its parts and cost while it is written, and how it looks on a phone. */
export function SmsEditor({ variant, onChange, language, tokens, problems, disabled = false }: EditorProps) {
  const t = useEditorTexts();
  const text = textOf(variant.content, 'text');
  const write = (next: string) => onChange({ ...variant, content: { ...variant.content, text: next } });
  return (
    <Desk tokens={tokens} problems={problems} look={<Phone text={sampleText(text, tokens, language)} />}>
      <TokenText label={t('sms.text')} help={t('tokensHelp', KEYS)} value={text} onChange={write} disabled={disabled} />
      <SegmentMeter text={text} tokens={tokens} language={language} disabled={disabled} onChange={write} />
    </Desk>
  );
}

export const KEYS = { braces: '{{' } as const;

/** A text message on a phone, with sample values. */
function Phone({ text }: { readonly text: string }) {
  const t = useEditorTexts();
  const sender = useMeta().data?.fields.find((field) => field.name === 'account.creditor')?.sample;
  return (
    <section className={classes['phone']} aria-label={t('look')}>
      <div className={classes['sender']}>{sender ?? t('look')}</div>
      <div className={text ? classes['bubble'] : `${classes['bubble']} ${classes['empty']}`} dir="auto">
        {text || t('nothingYet')}
      </div>
    </section>
  );
}
