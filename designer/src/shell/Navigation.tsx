import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import classes from './Navigation.module.css';
import { type RoomEntry, useRooms } from './rooms';

/** Says which room the address belongs to. */
function useIsHere() {
  const { pathname } = useLocation();
  const within = (path: string) => pathname === path || pathname.startsWith(`${path}/`);
  return ({ path, also = [] }: RoomEntry) => ([path, ...also].some(within) ? 'page' : undefined);
}

/** The rooms at the left of a wide screen; narrow shows their icons only. */
export function SideNavigation({ narrow }: { readonly narrow: boolean }) {
  const { t } = useTranslation();
  const rooms = useRooms();
  const isHere = useIsHere();
  return (
    <nav aria-label={t('shell.rooms')} className={classes['side']}>
      {rooms.map((room) => {
        const { path, name, icon: Icon } = room;
        const label = t(`shell.${name}`);
        return (
          <Tooltip key={path} label={label} position="right" disabled={!narrow}>
            <Link to={path} className={classes['entry'] ?? ''} aria-label={label} aria-current={isHere(room)}>
              <Icon size={20} stroke={1.7} aria-hidden />
              {!narrow && <span>{label}</span>}
            </Link>
          </Tooltip>
        );
      })}
    </nav>
  );
}

/** The rooms at the bottom of a phone. */
export function BottomNavigation() {
  const { t } = useTranslation();
  const rooms = useRooms();
  const isHere = useIsHere();
  return (
    <nav aria-label={t('shell.rooms')} className={classes['bottom']}>
      {rooms.map((room) => {
        const { path, name, icon: Icon } = room;
        return (
          <Link key={path} to={path} className={classes['tab'] ?? ''} aria-current={isHere(room)}>
            <Icon size={22} stroke={1.7} aria-hidden />
            <span>{t(`shell.${name}`)}</span>
          </Link>
        );
      })}
    </nav>
  );
}
