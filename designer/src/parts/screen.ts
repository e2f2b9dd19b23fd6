import { useMediaQuery } from '@mantine/hooks';

/** Whether the screen is as narrow as a phone's. */
export function usePhone(): boolean {
  return useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false }) ?? false;
}

/** Whether the screen has room for names beside the icons of the menu, where nobody chose. */
export function isWide(): boolean {
  return window.matchMedia('(min-width: 1200px)').matches;
}
