import { Kbd, Modal, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useActsHere } from './acts';
import { shownKeys } from './keys';
import classes from './Palette.module.css';

const EVERYWHERE = [
  { name: 'palette', keys: 'Ctrl K' },
  { name: 'shortcuts', keys: '?' },
  { name: 'close', keys: 'Esc' },
] as const;

interface Line {
  readonly label: string;
  readonly keys: string;
}

/** Every key that does something: everywhere, and in the room that one is in. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const here = useActsHere().flatMap(({ label, keys }) => (keys === undefined ? [] : [{ label, keys }]));
  const everywhere = EVERYWHERE.map(({ name, keys }) => ({ label: t(`palette.key.${name}`), keys }));
  return (
    <Modal opened onClose={onClose} title={t('palette.shortcuts')}>
      <Stack gap="md">
        <Lines title={t('palette.everywhere')} lines={everywhere} />
        {here.length > 0 && <Lines title={t('palette.here')} lines={here} />}
      </Stack>
    </Modal>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  return (
    <section>
      <Title order={3}>{title}</Title>
      <dl className={classes['keys']}>
        {lines.map(({ label, keys }) => (
          <div key={label} className={classes['line']}>
            <dt>{label}</dt>
            <dd>
              {shownKeys(keys).map((key) => (
                <span key={key}>
                  <Kbd>{key}</Kbd>{' '}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
