import { List, Text } from '@mantine/core';
import { useTemplateTexts } from '../frame/texts';
import { useLanguageName } from '../languageName';
import classes from './Compare.module.css';
import type { Change } from './changes';

/** What differs, one sentence each; texts with what they were and what they are. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  const t = useTemplateTexts();
  const languageName = useLanguageName();
  if (changes.length === 0) return <Text c="dimmed">{t('changes.none')}</Text>;
  const said = (change: Change): string => {
    if (!('language' in change)) return t(`changes.${change.kind}`);
    const language = languageName(change.language);
    if (!('variant' in change)) return t(`changes.${change.kind}`, { language });
    return t(`changes.${change.kind}`, { language, variant: change.variant.toUpperCase() });
  };
  return (
    <List spacing={6} size="sm" aria-label={t('changes.title')}>
      {changes.map((change) => (
        <List.Item key={JSON.stringify(change)}>
          {said(change)}
          {(change.kind === 'subject' || change.kind === 'preheader') && (
            <span className={classes['words']}>
              <del>{change.before}</del> <ins>{change.after}</ins>
            </span>
          )}
          {change.kind === 'share' && ` ${t('changes.shares', { before: change.before, after: change.after })}`}
        </List.Item>
      ))}
    </List>
  );
}
