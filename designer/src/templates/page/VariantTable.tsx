import { Table } from '@mantine/core';
import { useWriter } from '../../i18n/use';
import { useTemplateTexts } from '../frame/texts';
import { useLanguageName } from '../languageName';
import classes from './Page.module.css';

/** A count of something for a variant; the first of its row is what the others are parts of. */
export interface Measure {
  readonly name: string;
  readonly of: (variant: string) => number;
}

interface Props {
  readonly language: string;
  readonly heading: string;
  readonly variants: readonly { readonly variant: string; readonly share: number }[];
  readonly measures: readonly Measure[];
}

/** The variants of a language side by side, or its only one: how many there were, and which part of them did what. */
export function VariantTable({ language, heading, variants, measures }: Props) {
  const t = useTemplateTexts();
  const writer = useWriter();
  const languageName = useLanguageName();
  const [whole] = measures;
  if (variants.length === 0 || whole === undefined) return null;
  return (
    <Table className={`${classes['visits']} figures`} withRowBorders={false} verticalSpacing={4} horizontalSpacing={4}>
      <Table.Caption>{languageName(language)}</Table.Caption>
      {variants.length > 1 && (
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{heading}</Table.Th>
            {variants.map(({ variant, share }) => (
              <Table.Th key={variant} scope="col">
                {t('preview.share', { id: variant.toUpperCase(), share })}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
      )}
      <Table.Tbody>
        {measures.map((measure) => (
          <Table.Tr key={measure.name}>
            <Table.Th scope="row">{measure.name}</Table.Th>
            {variants.map(({ variant }) => (
              <Table.Td key={variant}>
                {writer.number(measure.of(variant))}
                <span className={classes['part']}>
                  {measure !== whole && whole.of(variant) > 0
                    ? t('visits.part', { percent: Math.round((100 * measure.of(variant)) / whole.of(variant)) })
                    : ''}
                </span>
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
