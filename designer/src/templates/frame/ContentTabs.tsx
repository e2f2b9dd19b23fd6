import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import classes from './ContentTabs.module.css';

/** The rooms of what marketers make: each draws these tabs above its title. */
const TABS = [
  { path: '/templates', name: 'templates' },
  { path: '/assets', name: 'assets' },
  { path: '/brand', name: 'brand' },
] as const;

/** The way between templates, images and brand, which are one room in the navigation. */
export function ContentTabs() {
  const { t } = useTranslation();
  return (
    <nav className={classes['tabs']} aria-label={t('shell.content')}>
      {TABS.map(({ path, name }) => (
        <NavLink key={path} to={path} className={classes['tab'] ?? ''}>
          {t(`shell.contentTabs.${name}`)}
        </NavLink>
      ))}
    </nav>
  );
}
