import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, virtualColor } from '@mantine/core';
import i18next from 'i18next';

/** Ten shades around the one brand colour, which is the eighth. */
const brand: MantineColorsTuple = [
  '#eaf6f5',
  '#d5ebea',
  '#a9d8d5',
  '#7bc3c0',
  '#54b0ad',
  '#349b98',
  '#1c8584',
  '#0f6e6e',
  '#0b5959',
  '#074545',
];

/** Greys of the dark scheme, from the text to what lies deepest. */
const dark: MantineColorsTuple = [
  '#e6ecf0',
  '#c2cdd5',
  '#a3b1bc',
  '#93a2ad',
  '#4a5863',
  '#36424c',
  '#26313a',
  '#1b232a',
  '#151c21',
  '#0f1418',
];

/** One colour in every shade but those that Mantine lays under it. */
const tenTimes = (color: string, grounds: Readonly<Record<number, string>>) =>
  Array.from({ length: 10 }, (_, shade) => grounds[shade] ?? color) as unknown as MantineColorsTuple;

/** Icons that stay in the background, and can still be seen on either scheme, also on the ground that a pointer lights. */
const quiet = virtualColor({ name: 'quiet', light: 'slate', dark: 'mist' });
const slate = tenTimes('#495057', { 1: '#edf1f4', 2: '#e3e9ed' });
const mist = tenTimes('#a3b1bc', { 9: '#43515c' });

/** Their headers belong to a dialogue, for there is one banner, at the top of the page; and what shuts it has a name. */
const dialogue = () => ({
  attributes: { header: { role: 'presentation' } },
  closeButtonProps: { 'aria-label': i18next.t('common.close') },
});

/** The studio's look: quiet greys, one teal, Inter at 14/20, an eight-pixel grid. */
export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: 7,
  autoContrast: true,
  colors: { brand, dark, quiet, slate, mist },
  black: '#1d2a35',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '24px', xl: '28px' },
  headings: {
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  defaultRadius: 'md',
  radius: { sm: '6px', md: '8px', lg: '10px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  respectReducedMotion: true,
  // Plain objects: the parts themselves come with the rooms that use them.
  components: {
    // The smallest are as large as WCAG 2.2 wants a target to be (2.5.8).
    ActionIcon: { styles: { root: { '--ai-size-sm': '24px' } } },
    CloseButton: { styles: { root: { '--cb-size-sm': '24px' } } },
    // A word in a badge is never cut off.
    Badge: { styles: { root: { flexShrink: 0, overflow: 'visible' }, label: { overflow: 'visible' } } },
    InputWrapper: { styles: { label: { marginBottom: 4 }, description: { marginBottom: 4 } } },
    Modal: { defaultProps: dialogue, styles: { title: { fontWeight: 620, fontSize: 16 } } },
    Drawer: { defaultProps: dialogue, styles: { title: { fontWeight: 620, fontSize: 16 } } },
  },
});

/** Mantine's own muted grey fails AA on our canvas; these pass there and on white. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#5b6b78',
    '--mantine-color-placeholder': '#64737f',
    '--mantine-color-default-border': '#c9d2d9',
    '--mantine-color-error': '#b3261e',
  },
  dark: {
    '--mantine-color-dimmed': '#a3b1bc',
    '--mantine-color-placeholder': '#93a2ad',
    '--mantine-color-default-border': '#4a5863',
    '--mantine-color-error': '#ff9b93',
    '--mantine-color-anchor': '#5fc2be',
    '--mantine-color-brand-light': '#15353a',
    '--mantine-color-brand-light-hover': '#1a4146',
    '--mantine-color-brand-light-color': '#8fd8d4',
  },
});
