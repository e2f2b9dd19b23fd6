import { Anchor, List, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useWriter } from '../../i18n/use';
import type { Mention } from './calls';
import { useTexts } from './texts';

/** The templates, sections and kits that show an asset or use a kit. */
export function UsedBy({ mentions }: { readonly mentions: readonly Mention[] }) {
  const t = useTexts();
  if (mentions.length === 0) return <Text c="dimmed">{t('detail.unused')}</Text>;
  return (
    <List spacing={4} listStyleType="none">
      {mentions.map((mention) => (
        <List.Item key={`${mention.kind} ${mention.key} ${mention.name.en}`}>
          <One mention={mention} />
        </List.Item>
      ))}
    </List>
  );
}

function One({ mention: { kind, key, name, draft, versions } }: { readonly mention: Mention }) {
  const t = useTexts();
  const writer = useWriter();
  const where = [
    ...(draft ? [t('detail.inDraft')] : []),
    ...(versions.length > 0 ? [t('detail.inVersions', { versions: writer.list(versions.map(String)) })] : []),
  ];
  return (
    <>
      {kind === 'section' ? (
        writer.text(name)
      ) : (
        <Anchor component={Link} to={kind === 'template' ? `/templates/${key}` : `/brand?kit=${key}`}>
          {writer.text(name)}
        </Anchor>
      )}
      <Text size="sm" c="dimmed">
        {[t(`detail.${kind}`), ...where].join(' · ')}
      </Text>
    </>
  );
}
