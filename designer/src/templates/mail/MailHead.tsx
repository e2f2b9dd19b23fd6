import { useState } from 'react';
import { languageOf } from '../canvas/registry';
import { piecesOf } from '../tokens/expression';
import { TokenText } from '../tokens/TokenText';
import { sampleOf, useTokens } from '../tokens/tokens';
import { useMailTexts } from './texts';

interface Props {
  readonly subject: string;
  readonly preheader: string;
  readonly language: string;
  readonly readOnly: boolean;
  readonly onChange: (changed: { readonly subject?: string; readonly preheader?: string }) => void;
}

/** What stands in the inbox: the subject, and the words beside it. */
export function MailHead({ subject, preheader, language, readOnly, onChange }: Props) {
  const t = useMailTexts();
  const tokens = useTokens();
  const [words, setWords] = useState({ subject, preheader });
  const length = (text: string) =>
    piecesOf(text)
      .map((piece) => {
        if (piece.kind === 'words') return piece.words;
        return piece.kind === 'token' ? sampleOf(piece.token, tokens, languageOf(language)) : '';
      })
      .join('').length;
  const set = (name: 'subject' | 'preheader', value: string) => {
    setWords({ ...words, [name]: value });
    onChange({ [name]: value });
  };
  return (
    <>
      <TokenText
        single
        label={t('subject')}
        help={words.subject === '' ? t('noSubject') : t('subjectHelp', { count: length(words.subject) })}
        value={words.subject}
        disabled={readOnly}
        onChange={(value) => set('subject', value)}
      />
      <TokenText
        single
        label={t('preheader')}
        help={t('preheaderHelp', { count: length(words.preheader) })}
        value={words.preheader}
        disabled={readOnly}
        onChange={(value) => set('preheader', value)}
      />
    </>
  );
}
