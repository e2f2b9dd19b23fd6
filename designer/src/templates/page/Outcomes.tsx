import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { components } from '../../api/schema';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { Card } from '../../parts/Card';
import { outcomesQuery, type TemplateDetail } from '../api';
import { languagesOf } from '../document';
import { useTemplateTexts } from '../frame/texts';
import { VariantTable } from './VariantTable';

type Told = components['schemas']['Outcomes'];

const MEASURES = ['sent', 'opened', 'clicked', 'visited', 'paid'] as const;
const OF_MAILS: Readonly<Record<string, 'opens' | 'clicks'>> = { opened: 'opens', clicked: 'clicks' };

/** What came of the messages of each variant: how many were sent, and then opened, followed, visited and paid. */
export function Outcomes({ template }: { readonly template: TemplateDetail }) {
  const t = useTemplateTexts();
  const outcomes = useQuery(outcomesQuery(template.key));
  return (
    <Card title={t('outcomes.title')}>
      <Answer query={outcomes}>{(told) => <Compared template={template} told={told} />}</Answer>
    </Card>
  );
}

function Compared({ template, told }: { readonly template: TemplateDetail; readonly told: Told }) {
  const t = useTemplateTexts();
  const { language: reader } = useWriter();
  const { items, uncounted } = told;
  if (items === null) return <Text c="dimmed">{t('outcomes.tooMany')}</Text>;
  if (items.every(({ sent }) => sent === 0)) return <Text c="dimmed">{t('outcomes.none')}</Text>;
  const shown = MEASURES.filter((name) => {
    const kind = OF_MAILS[name];
    return kind === undefined || (template.channel === 'email' && !uncounted.includes(kind));
  });
  return (
    <>
      {languagesOf(template.document, reader).map((language) => {
        const variants = items.filter((one) => one.language === language);
        const measures = shown.map((name) => ({
          name: t(`outcomes.${name}`),
          of: (variant: string) => variants.find((one) => one.variant === variant)?.[name] ?? 0,
        }));
        return (
          <VariantTable
            key={language}
            language={language}
            heading={t('outcomes.messages')}
            variants={variants}
            measures={measures}
          />
        );
      })}
      {uncounted.map((kind) => (
        <Text key={kind} size="sm" c="dimmed" mt="xs">
          {t(`outcomes.uncounted.${kind}`)}
        </Text>
      ))}
      <Text size="xs" c="dimmed" mt="xs">
        {t('outcomes.help')}
      </Text>
    </>
  );
}
