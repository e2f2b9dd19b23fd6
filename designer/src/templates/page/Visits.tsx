import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { Card } from '../../parts/Card';
import { type TemplateDetail, visitsQuery } from '../api';
import { languagesOf } from '../document';
import { useTemplateTexts } from '../frame/texts';
import { VariantTable } from './VariantTable';

const MEASURES = ['opened', 'verified', 'paid'] as const;

/** How many people opened each variant of a page, proved who they are there, and paid: side by side. */
export function Visits({ template }: { readonly template: TemplateDetail }) {
  const t = useTemplateTexts();
  const visits = useQuery(visitsQuery(template.key));
  const { language: reader } = useWriter();
  return (
    <Card title={t('visits.title')}>
      <Answer query={visits}>
        {({ items }) =>
          items.every(({ opened }) => opened === 0) ? (
            <Text c="dimmed">{t('visits.none')}</Text>
          ) : (
            <>
              {languagesOf(template.document, reader).map((language) => {
                const variants = items.filter((one) => one.language === language);
                const measures = MEASURES.map((name) => ({
                  name: t(`visits.${name}`),
                  of: (variant: string) => variants.find((one) => one.variant === variant)?.[name] ?? 0,
                }));
                return (
                  <VariantTable
                    key={language}
                    language={language}
                    heading={t('visits.people')}
                    variants={variants}
                    measures={measures}
                  />
                );
              })}
              <Text size="xs" c="dimmed" mt="xs">
                {t('visits.help')}
              </Text>
            </>
          )
        }
      </Answer>
    </Card>
  );
}
