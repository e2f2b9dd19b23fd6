import { Table, Text, UnstyledButton } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../api/types';
import { useWriter } from '../../i18n/use';
import classes from './Instalments.module.css';

/** The instalments of a plan; those of a plan that is under way are open from the start. */
export function Instalments({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const writer = useWriter();
  const [open, setOpen] = useState(plan.state === 'confirmed');
  const id = useId();
  return (
    <>
      <UnstyledButton
        className={classes['toggle']}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen((before) => !before)}
      >
        {t(open ? 'agreements.hide' : 'agreements.show')}
      </UnstyledButton>
      <div id={id} hidden={!open}>
        <Table className={classes['table'] ?? ''} withRowBorders={false} verticalSpacing={4} horizontalSpacing={0}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('agreements.due')}</Table.Th>
              <Table.Th>{t('debtors.status')}</Table.Th>
              <Table.Th ta="right">{t('debtors.paidSoFar')}</Table.Th>
              <Table.Th ta="right">{t('agreements.amount')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {plan.instalments.map((one) => (
              <Table.Tr key={one.number}>
                <Table.Td>{writer.time(one.due_date, 'date')}</Table.Td>
                <Table.Td>
                  <Text size="sm" {...(one.state === 'due' ? { c: 'dimmed' } : {})}>
                    {t(`agreements.instalment.${one.state}`)}
                  </Text>
                </Table.Td>
                <Table.Td ta="right" className="figures">
                  {writer.money(one.paid, plan.currency)}
                </Table.Td>
                <Table.Td ta="right" className="figures">
                  {writer.money(one.amount, plan.currency)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  );
}
