import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import classes from './Navigation.module.css';
import { useRooms } from './rooms';

/** The rooms at the left of a wide screen; narrow shows their icons only. */
export function SideNavigation({ narrow }: { readonly narrow: boolean }) {
  const { t } = useTranslation();
  const rooms = useRooms();
  return (
    <nav aria-label={t('shell.rooms')} className={classes['side']}>
      {rooms.map(({ path, name, icon: Icon }) => (
        <Tooltip key={path} label={t(`shell.${name}`)} position="right" disabled={!narrow}>
          <NavLink to={path} className={classes['entry'] ?? ''} aria-label={t(`shell.${name}`)}>
            <Icon size={20} stroke={1.7} aria-hidden />
            {!narrow && <span>{t(`shell.${name}`)}</span>}
          </NavLink>
        </Tooltip>
      ))}
    </nav>
  );
}

/** The rooms at the bottom of a phone. */
export function BottomNavigation() {
  const { t } = useTranslation();
  const rooms = useRooms();
  return (
    <nav aria-label={t('shell.rooms')} className={classes['bottom']}>
      {rooms.map(({ path, name, icon: Icon }) => (
        <NavLink key={path} to={path} className={classes['tab'] ?? ''}>
          <Icon size={22} stroke={1.7} aria-hidden />
          <span>{t(`shell.${name}`)}</span>
        </NavLink>
      ))}
    </nav>
  );
}
