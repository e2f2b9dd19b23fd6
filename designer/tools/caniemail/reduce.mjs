// Reduces the support table of caniemail.com to what the checks before publish read: for each feature, how it is
// recognised in a mail, and which of the big clients do not support it, or only in part.
// Run by hand when the table is to be renewed: `npm ci && npm run reduce`, here. The product reads only the result.
//
// Table: https://github.com/hteumeuleu/caniemail (MIT, © HTeuMeuLeu), by way of the npm package caniemail (MIT).

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const table = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('caniemail/caniemail.json'), 'utf8'));
const target = new URL('../../../renderers/review/caniemail.json', import.meta.url);

const CLIENTS = {
  'gmail.desktop-webmail': 'Gmail (web)',
  'gmail.ios': 'Gmail (iOS)',
  'gmail.android': 'Gmail (Android)',
  'outlook.windows': 'Outlook (Windows)',
  'outlook.outlook-com': 'Outlook.com',
  'outlook.macos': 'Outlook (macOS)',
  'outlook.ios': 'Outlook (iOS)',
  'outlook.android': 'Outlook (Android)',
  'apple-mail.macos': 'Apple Mail (macOS)',
  'apple-mail.ios': 'Apple Mail (iOS)',
  'yahoo.desktop-webmail': 'Yahoo Mail (web)',
  'yahoo.ios': 'Yahoo Mail (iOS)',
  'yahoo.android': 'Yahoo Mail (Android)',
  'samsung-email.android': 'Samsung Email',
};

// Features whose title does not say by itself what is looked for.
const PROPERTIES = {
  'css-block-inline-size': ['block-size', 'inline-size'],
  'css-color-scheme': ['color-scheme'],
  'css-column-layout-properties': ['columns', 'column-fill', 'column-rule', 'column-span', 'column-width'],
  'css-font': ['font'],
  'css-gap': ['gap', 'column-gap', 'row-gap'],
  'css-grid-template': ['grid-template', 'grid-template-areas', 'grid-template-columns', 'grid-template-rows'],
  'css-left-right-top-bottom': ['left', 'right', 'top', 'bottom'],
  'css-margin-block-start-end': ['margin-block-start', 'margin-block-end'],
  'css-margin-inline-block': ['margin-inline', 'margin-block'],
  'css-margin-inline-start-end': ['margin-inline-start', 'margin-inline-end'],
  'css-padding-block-start-end': ['padding-block-start', 'padding-block-end'],
  'css-padding-inline-block': ['padding-inline', 'padding-block'],
  'css-padding-inline-start-end': ['padding-inline-start', 'padding-inline-end'],
};
const VALUES = {
  'css-intrinsic-size': ['fit-content', 'max-content', 'min-content'],
  'css-modern-color': ['lch(', 'oklch(', 'lab(', 'oklab('],
  'css-variables': ['var('],
  'css-unit-calc': ['calc('],
};
const ELEMENTS = {
  'html-base': ['base'],
  'html-h1-h6': ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
  'html-image-maps': ['map', 'area'],
  'html-lists': ['ul', 'ol', 'dl'],
  'html-semantics': [
    'article',
    'aside',
    'details',
    'figcaption',
    'figure',
    'footer',
    'header',
    'main',
    'mark',
    'nav',
    'section',
    'summary',
    'time',
  ],
  'html-address': ['address'],
  'html-svg': ['svg'],
};
const ATTRIBUTES = { 'html-srcset': ['srcset', 'sizes'], 'html-popover': ['popover'], 'html-required': ['required'] };
const IMAGES = {
  'image-apng': ['.apng'],
  'image-avif': ['.avif'],
  'image-base64': ['data:image/'],
  'image-bmp': ['.bmp'],
  'image-heif': ['.heif', '.heic'],
  'image-mp4': ['.mp4'],
  'image-svg': ['.svg'],
  'image-tiff': ['.tif', '.tiff'],
  'image-webp': ['.webp'],
};

/** How an element, an attribute or a link of HTML is recognised. */
function signOfHtml({ slug, title }) {
  if (ELEMENTS[slug]) return ['element', ELEMENTS[slug]];
  if (ATTRIBUTES[slug]) return ['attribute', ATTRIBUTES[slug]];
  const element = /^<([a-z0-9]+)> element$/.exec(title);
  if (element) return ['element', [element[1]]];
  const attribute = /^([a-z-]+) attribute$/.exec(title);
  return attribute ? ['attribute', [attribute[1]]] : undefined;
}

/** How a value, a pair of property and value, or a property of CSS is recognised. */
function signOfDeclaration({ slug, title }) {
  if (PROPERTIES[slug]) return ['property', PROPERTIES[slug]];
  if (VALUES[slug]) return ['value', VALUES[slug]];
  const pair = /^([a-z-]+): ?([a-z-]+)$/.exec(title);
  if (pair) return ['pair', [`${pair[1]}:${pair[2]}`]];
  const call = /^([a-z-]+)\(\)$/.exec(title);
  if (call) return ['value', [`${call[1]}(`]];
  const property = /^([a-z-]+)(?: property| shorthand)?$/.exec(title.trim());
  return property ? ['property', [property[1]]] : undefined;
}

/** How a rule or a state of CSS is recognised. */
function signOfCss(feature) {
  const { slug, title } = feature;
  if (slug.startsWith('css-at-')) return ['rule', title.split(', ')];
  if (!slug.startsWith('css-pseudo-')) return signOfDeclaration(feature);
  return ['pseudo', [(title.startsWith(':') ? title : `:${title}`).replace('()', '')]];
}

const SIGNS = {
  css: signOfCss,
  html: signOfHtml,
  image: ({ slug }) => (IMAGES[slug] ? ['image', IMAGES[slug]] : undefined),
};

/** How a feature is recognised: a kind, and the names of that kind; nothing for what cannot be told from a document. */
function sign(feature) {
  return SIGNS[feature.category]?.(feature);
}

/** What the newest version of a client that was tested does: y, a (in part), n or u (unknown). */
function newest(stats, client) {
  const [family, platform] = client.split('.');
  const versions = Object.entries(stats[family]?.[platform] ?? {});
  return versions.at(-1)?.[1].slice(0, 1);
}

const features = [];
for (const feature of table.data) {
  const found = sign(feature);
  if (found === undefined) continue;
  const of = (letter) => Object.keys(CLIENTS).filter((client) => newest(feature.stats, client) === letter);
  const [no, part] = [of('n'), of('a')];
  if (no.length === 0) continue;
  features.push({
    slug: feature.slug,
    title: feature.title.replace(/ (property|element)$/, ''),
    kind: found[0],
    names: found[1],
    no,
    part,
  });
}
const reduced = {
  about: 'Made by designer/tools/caniemail from the table of caniemail.com (MIT, (c) HTeuMeuLeu).',
  updated: table.last_update_date.slice(0, 10),
  clients: CLIENTS,
  features,
};
// One feature a line, so that a renewal shows what changed.
const lines = features.map((feature) => `    ${JSON.stringify(feature)}`).join(',\n');
const head = JSON.stringify({ ...reduced, features: undefined }, null, 2).slice(0, -2);
writeFileSync(target, `${head},\n  "features": [\n${lines}\n  ]\n}\n`);
