import { Anchor, Text } from '@mantine/core';
import { IconUserQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import type { Lack } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { useMay } from '../../session/store';
import { useTexts } from '../texts';
import { LackedPeople } from './LackedPeople';
import classes from './Lacks.module.css';
import { useLacks } from './useLacks';

/** How many of the journey's audience would not get a template, and for want of what; nothing while nobody would miss it. */
export function StepLacks({ template }: { readonly template: string }) {
  const t = useTexts();
  const { number, text, list } = useWriter();
  const mayLook = useMay('debtors:read');
  const found = useLacks(template === '' ? [] : [template]);
  const [shown, setShown] = useState<Lack | null>(null);
  const lacks = found?.templates.find((one) => one.template === template)?.lacks ?? [];
  return (
    <>
      {lacks.map((lack) => (
        <Text key={lack.token} className={`${classes['line']} figures`} size="sm">
          <IconUserQuestion size={16} aria-hidden />
          <span>
            {t('lacks.line', { count: lack.count, total: number(found?.total ?? 0), label: text(lack.label) })}{' '}
            {lack.variants.length === 0
              ? t('lacks.lost', { count: lack.count })
              : t('lacks.lostVariant', {
                  count: lack.count,
                  variants: list(lack.variants.map((one) => one.toUpperCase())),
                })}{' '}
            {mayLook && (
              <Anchor component="button" type="button" size="sm" onClick={() => setShown(lack)}>
                {t('lacks.see', { count: lack.count })}
              </Anchor>
            )}
          </span>
        </Text>
      ))}
      {shown !== null && <LackedPeople lack={shown} onClose={() => setShown(null)} />}
    </>
  );
}
