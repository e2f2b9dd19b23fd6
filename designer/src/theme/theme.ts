import {
  Badge,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  InputWrapper,
  type MantineColorsTuple,
  Modal,
} from '@mantine/core';

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

const HEADER = { header: { role: 'presentation' } };

/** The studio's look: quiet greys, one teal, Inter at 14/20, an eight-pixel grid. */
export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: 7,
  autoContrast: true,
  colors: { brand },
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
  components: {
    // A word in a badge is never cut off.
    Badge: Badge.extend({ styles: { root: { flexShrink: 0, overflow: 'visible' }, label: { overflow: 'visible' } } }),
    InputWrapper: InputWrapper.extend({ styles: { label: { marginBottom: 4 }, description: { marginBottom: 4 } } }),
    // Their headers belong to a dialogue; there is one banner, at the top of the page.
    Modal: Modal.extend({ defaultProps: { attributes: HEADER }, styles: { title: { fontWeight: 620, fontSize: 16 } } }),
    Drawer: Drawer.extend({
      defaultProps: { attributes: HEADER },
      styles: { title: { fontWeight: 620, fontSize: 16 } },
    }),
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
  dark: {},
});
