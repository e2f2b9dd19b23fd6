import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Answer } from '../../parts/Answer';
import { Waiting } from '../../parts/Waiting';
import { type TemplateDetail, versionQuery, versionsQuery } from '../api';
import { ChangeList } from '../compare/ChangeList';
import { changesOf } from '../compare/changes';
import { useTemplateTexts } from '../frame/texts';

/** What the draft changes against the version that journeys send now. */
export function PublishedChanges({ template }: { readonly template: TemplateDetail }) {
  const t = useTemplateTexts();
  const versions = useQuery({ ...versionsQuery(template.key), enabled: template.version !== null });
  const live = versions.data?.items.find(({ number }) => number === template.version);
  const version = useQuery({ ...versionQuery(live?.id ?? 0), enabled: live !== undefined });
  return (
    <section>
      <Title order={3} mb={6}>
        {template.version === null ? t('publish.first') : t('publish.against', { number: template.version })}
      </Title>
      {template.version === null ? (
        <Text>{t('publish.firstText')}</Text>
      ) : (
        <Answer query={version} waiting={<Waiting rows={2} height={28} />}>
          {({ document }) => <ChangeList changes={changesOf(document, template.document)} />}
        </Answer>
      )}
    </section>
  );
}
