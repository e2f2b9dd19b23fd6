import { localStorageColorSchemeManager } from '@mantine/core';

/** Light, dark, or as the system is; kept by this browser. `public/scheme.js` reads it before anything is drawn. */
export const schemeManager = localStorageColorSchemeManager({ key: 'cauce.scheme' });
