import { useTranslation } from 'react-i18next';
import { Room } from '../../parts/Room';

export function ImportRoom() {
  const { t } = useTranslation();
  return <Room title={t('shell.debtors')}>{null}</Room>;
}
