import { ActionIcon, AppShell, Group, Tooltip } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet } from 'react-router';
import { isWide, usePhone } from '../parts/screen';
import { LanguageSwitch } from '../session/LanguageSwitch';
import { Brand } from './Brand';
import classes from './Frame.module.css';
import { BottomNavigation, SideNavigation } from './Navigation';
import { Overlays } from './palette/Overlays';
import { useOverlay } from './palette/open';
import { SimulatedDate } from './SimulatedDate';
import { UserMenu } from './UserMenu';

/** What stands around every room: the way between rooms, the date, the language, the person. */
export function Frame() {
  const { t } = useTranslation();
  const phone = usePhone();
  const [narrow, setNarrow] = useLocalStorage({ key: 'cauce.narrow-menu', defaultValue: !isWide() });
  const show = useOverlay((state) => state.show);
  const toggle = narrow ? t('shell.widen') : t('shell.narrow');
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: narrow ? 64 : 208, breakpoint: 'sm', collapsed: { mobile: true } }}
      footer={{ height: { base: 60, sm: 0 } }}
    >
      <a href="#content" className={classes['skip']}>
        {t('shell.skip')}
      </a>
      <AppShell.Header className={classes['header']}>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="xs" wrap="nowrap">
            <Tooltip label={toggle}>
              <ActionIcon
                variant="subtle"
                color="quiet"
                visibleFrom="sm"
                aria-label={toggle}
                onClick={() => setNarrow(!narrow)}
              >
                {narrow ? <IconLayoutSidebarLeftExpand size={20} /> : <IconLayoutSidebarLeftCollapse size={20} />}
              </ActionIcon>
            </Tooltip>
            <Link to="/" className={classes['brand']} aria-label="Cauce">
              <Brand />
            </Link>
          </Group>
          <Group gap="sm" wrap="nowrap">
            <SimulatedDate />
            <Tooltip label={t('palette.open')}>
              <ActionIcon variant="subtle" color="quiet" aria-label={t('palette.open')} onClick={() => show('palette')}>
                <IconSearch size={20} />
              </ActionIcon>
            </Tooltip>
            <span className={classes['wide']}>
              <LanguageSwitch />
            </span>
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes['navbar']} p="xs">
        {!phone && <SideNavigation narrow={narrow} />}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes['main']}>
        <Outlet />
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm">
        <BottomNavigation />
      </AppShell.Footer>
      <Overlays />
    </AppShell>
  );
}
