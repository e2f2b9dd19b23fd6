import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAbc } from '@tabler/icons-react';
import { useWriter } from '../../../i18n/use';
import type { Tokens } from '../../tokens/tokens';
import classes from '../Desk.module.css';
import { longestText, sampleText } from '../sample';
import { useEditorTexts } from '../texts';
import { usePrice } from '../usePrices';
import { countSegments, plainLetters, wideLetters } from './segments';

interface Props {
  readonly text: string;
  readonly tokens: Tokens;
  readonly language: string;
  readonly disabled: boolean;
  readonly onChange: (text: string) => void;
}

/** In how many parts a text goes out and what that costs, with sample values and with long ones. */
export function SegmentMeter({ text, tokens, language, disabled, onChange }: Props) {
  const t = useEditorTexts();
  const { number } = useWriter();
  const usual = countSegments(sampleText(text, tokens, language));
  const longest = countSegments(longestText(text, tokens, language));
  return (
    <Stack gap="xs">
      <div className={classes['fact']} role="status" aria-label={t('sms.meter')}>
        <span>
          <strong>{t('sms.parts', { count: usual.parts })}</strong> · {usual.alphabet}
        </span>
        <span>{t('sms.places', { places: number(usual.places), left: number(usual.left) })}</span>
        <Cost parts={usual.parts} />
      </div>
      {longest.parts > usual.parts && (
        <Text size="sm" c="var(--cauce-warn)">
          {t('sms.longest', { count: longest.parts })}
        </Text>
      )}
      <WideSigns text={text} disabled={disabled} onChange={onChange} />
      {usual.alphabet === 'UCS-2' && wideLetters(text.replaceAll(/\{\{[^{}]*\}\}/g, '')).others.length === 0 && (
        <ValuesForceIt text={text} />
      )}
    </Stack>
  );
}

function Cost({ parts }: { readonly parts: number }) {
  const t = useEditorTexts();
  const { language } = useWriter();
  const found = usePrice('sms');
  if (found === null) return null;
  const money = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: found.currency,
    maximumFractionDigits: 4,
  });
  return <span>{t('sms.cost', { cost: money.format(found.price * parts) })}</span>;
}

/** Which characters of the text force the wide alphabet, and how to be rid of them with one click. */
function WideSigns({ text, disabled, onChange }: Pick<Props, 'text' | 'disabled' | 'onChange'>) {
  const t = useEditorTexts();
  const { signs, accents, others } = wideLetters(text.replaceAll(/\{\{[^{}]*\}\}|\{%[^{}]*%\}/g, ''));
  const wide = [...signs, ...accents, ...others];
  if (wide.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconAbc size={18} aria-hidden />}>
      <Text size="sm">{t('sms.wide', { letters: wide.slice(0, 12).map(shown).join(' ') })}</Text>
      {!disabled && (
        <Group gap="xs" mt="xs">
          {signs.length > 0 && (
            <Button size="compact-sm" variant="default" onClick={() => onChange(plainLetters(text, false))}>
              {t('sms.plainSigns')}
            </Button>
          )}
          {accents.length > 0 && (
            <Button size="compact-sm" variant="default" onClick={() => onChange(plainLetters(text, true))}>
              {t('sms.plainAccents')}
            </Button>
          )}
        </Group>
      )}
    </Alert>
  );
}

const shown = (letter: string) =>
  letter.trim() === '' ? `U+${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : letter;

/** The text itself is narrow, but a value such as a name with an accent is not. */
function ValuesForceIt({ text }: { readonly text: string }) {
  const t = useEditorTexts();
  const plain = text.replaceAll(/\{\{[^{}]*\}\}|\{%[^{}]*%\}/g, '');
  if (countSegments(plain).alphabet === 'UCS-2') return null;
  return (
    <Text size="sm" c="dimmed">
      {t('sms.values')}
    </Text>
  );
}
