import { Anchor, List, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useWriter } from '../../i18n/use';
import { Card } from '../../parts/Card';
import type { TemplateDetail } from '../api';
import { languagesOf, variantsOf } from '../document';
import { useTemplateTexts } from '../frame/texts';
import { useLanguageName } from '../languageName';
import { Followed } from './Followed';
import { Outcomes } from './Outcomes';
import classes from './Page.module.css';
import { Visits } from './Visits';

/** How a template stands: who saved and published it when, its languages, what came of it, the journeys that send it. */
export function Standing({ template }: { readonly template: TemplateDetail }) {
  const t = useTemplateTexts();
  const writer = useWriter();
  const languageName = useLanguageName();
  const { document, own, published_at: publishedAt, published_by: publishedBy } = template;
  const { saved_at: savedAt, saved_by: savedBy, used_by: usedBy } = template;
  const by = (at: string, who: string | null) =>
    who === null ? writer.time(at) : t('history.by', { who, when: writer.time(at) });
  const languages = languagesOf(document, writer.language).map((language) => {
    const variants = variantsOf(document, language);
    const shares = variants.map(({ id, share }) => t('preview.share', { id: id.toUpperCase(), share }));
    return variants.length > 1 ? `${languageName(language)} (${shares.join(', ')})` : languageName(language);
  });
  const rows = [
    { label: t('page.languages'), value: languages.join(', ') },
    ...(own && savedAt !== null ? [{ label: t('page.saved'), value: by(savedAt, savedBy) }] : []),
    ...(own
      ? [{ label: t('page.published'), value: publishedAt === null ? t('page.never') : by(publishedAt, publishedBy) }]
      : []),
  ];
  return (
    <>
      <Card title={t('page.standing')}>
        <dl className={classes['facts']}>
          {rows.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="figures">{value}</dd>
            </div>
          ))}
        </dl>
        {!own && (
          <Text c="dimmed" mt="sm">
            {t('page.finishedHelp')}
          </Text>
        )}
      </Card>
      {(!own || template.version !== null) && <Came template={template} />}
      <Card title={t('page.usedBy')}>
        {usedBy.length === 0 ? (
          <Text c="dimmed">{t('page.unused')}</Text>
        ) : (
          <List spacing={4}>
            {usedBy.map(({ id, name }) => (
              <List.Item key={id}>
                <Anchor component={Link} to={`/journeys/${id}`}>
                  {name}
                </Anchor>
              </List.Item>
            ))}
          </List>
        )}
      </Card>
    </>
  );
}

/** What came of it: the visits of a page, the answers to messages, and the links of a mail that were followed. */
function Came({ template }: { readonly template: TemplateDetail }) {
  if (template.channel === 'page') return <Visits template={template} />;
  return (
    <>
      <Outcomes template={template} />
      {template.channel === 'email' && <Followed template={template.key} />}
    </>
  );
}
