import { useTranslation } from 'react-i18next';
import { useMeta } from '../../api/meta';
import type { Field } from '../../api/types';
import { useWriter, type Writer } from '../../i18n/use';
import { Facts } from '../../parts/Facts';

interface Props {
  readonly scope: 'debtor' | 'account';
  readonly values: Readonly<Record<string, unknown>>;
  /** What a custom amount of money is in; without it the amount is shown as a plain number. */
  readonly currency?: string;
}

/** The user's own fields, under the names that the field registry gives them. */
export function CustomFacts({ scope, values, currency }: Props) {
  const { t } = useTranslation();
  const writer = useWriter();
  const { data: meta } = useMeta();
  const words = { yes: t('common.yes'), no: t('common.no'), none: t('common.none') };
  const entries = Object.entries(values);
  if (entries.length === 0) return null;
  return (
    <Facts
      facts={entries.map(([name, value]) => {
        const field = meta?.fields.find((known) => known.name === `${scope}.${name}`);
        return {
          name: field ? writer.text(field.labels) : name,
          value: written(value, field, currency, writer, words),
        };
      })}
    />
  );
}

interface Words {
  readonly yes: string;
  readonly no: string;
  readonly none: string;
}

function written(
  value: unknown,
  field: Field | undefined,
  currency: string | undefined,
  writer: Writer,
  words: Words,
): string {
  if (value === null || value === undefined || value === '') return words.none;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') {
    return field?.type === 'money' && currency ? writer.money(value, currency) : writer.number(value);
  }
  if (field?.type === 'date' && typeof value === 'string') return writer.time(value, 'date');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
