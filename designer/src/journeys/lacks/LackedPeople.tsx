import { Modal } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { Lack } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Waiting } from '../../parts/Waiting';
import type { Json } from '../document';
import { asCondition } from '../settings';
import { useTexts } from '../texts';

const Members = lazy(async () => {
  const [{ Members: found }, { bringSegmentTexts }] = await Promise.all([
    import('../segments/Members'),
    import('../segments/texts'),
  ]);
  await bringSegmentTexts();
  return { default: found };
});

/** Those who lack something of a message, each with a way to their case. */
export function LackedPeople({ lack, onClose }: { readonly lack: Lack; readonly onClose: () => void }) {
  const t = useTexts();
  const writer = useWriter();
  const condition = asCondition(lack.condition as Json);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('lacks.people', { count: lack.count, label: writer.text(lack.label) })}
      size="lg"
    >
      <Suspense fallback={<Waiting rows={4} height={40} />}>
        {condition !== null && <Members condition={condition} title={t('lacks.first')} />}
      </Suspense>
    </Modal>
  );
}
