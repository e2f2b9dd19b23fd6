/** Reads a text that was written on the canvas: its words, its marks, its tokens, and nothing else that was pasted. */

import type { ComponentJson } from './design';

const KEPT = new Set(
  'a abbr b blockquote br code dd del dl dt em h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre s small span strike strong sub sup table tbody td tfoot th thead tr u ul div center font big'.split(
    ' ',
  ),
);
const GONE = new Set([
  'script',
  'style',
  'title',
  'meta',
  'link',
  'iframe',
  'object',
  'embed',
  'noscript',
  'xml',
  'svg',
]);
const ATTRIBUTES = new Set(
  'href target rel title dir lang align valign width height colspan rowspan bgcolor border cellpadding cellspacing role scope src alt aria-hidden aria-label start type value name color face size'.split(
    ' ',
  ),
);
const FOREIGN = /^(mso-|-|behavior$|tab-stops$|page$)/;
const RUNS = /^\W*(javascript|vbscript|data):/i;

/** The components of what stands in an element. */
export function readDom(element: Element): readonly ComponentJson[] {
  return joined([...element.childNodes].flatMap(readNode));
}

function readNode(node: Node): readonly ComponentJson[] {
  if (node.nodeType === Node.TEXT_NODE) {
    const content = spaced(node.nodeValue ?? '');
    return content === '' ? [] : [{ type: 'textnode', content }];
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const element = node as HTMLElement;
  return chipOf(element) ?? markOf(element);
}

/** What a chip stands for; null for an element that is none. */
function chipOf({ dataset }: HTMLElement): readonly ComponentJson[] | null {
  const { token, format, fallback, code } = dataset;
  if (token !== undefined) {
    return [{ type: 'token', token, ...(format ? { format } : {}), ...(fallback ? { fallback } : {}) }];
  }
  return code === undefined ? null : [{ type: 'code', code }];
}

function markOf(element: HTMLElement): readonly ComponentJson[] {
  const tag = element.tagName.toLowerCase();
  if (GONE.has(tag)) return [];
  const inside = readDom(element);
  const about = aboutOf(element);
  if (!KEPT.has(tag) || (tag === 'span' && Object.keys(about).length === 0)) return inside;
  const name = tag === 'span' ? {} : { tagName: tag };
  return [{ ...name, type: 'inline', ...about, ...(inside.length > 0 && { components: inside }) }];
}

/** Browsers write a space at the end of what is typed as one that does not break; such a one between words was meant. */
const spaced = (text: string) =>
  text.replaceAll(/\u00a0(?= )|(?<= )\u00a0|^\u00a0|\u00a0$/g, ' ').replaceAll(/ {2,}/g, ' ');

function aboutOf(element: HTMLElement): Partial<ComponentJson> {
  const classes = [...element.classList].filter((name) => !/^(gjs-|mso|cauce-)/i.test(name));
  const attributes = Object.fromEntries(
    [...element.attributes]
      .filter(({ name, value }) => ATTRIBUTES.has(name) && !((name === 'href' || name === 'src') && RUNS.test(value)))
      .map(({ name, value }) => [name, value]),
  );
  const css = cssOf(element.getAttribute('style') ?? '');
  return {
    ...(css !== '' && { css }),
    ...(classes.length > 0 && { classes }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
  };
}

function cssOf(style: string): string {
  const declarations = style.match(/(?:[^;()'"]|\([^)]*\)|'[^']*'|"[^"]*")+/g) ?? [];
  const kept = declarations.map((one) => one.trim()).filter((one) => one.includes(':') && !FOREIGN.test(one));
  if (kept.length === declarations.length) return style;
  return kept.map((one) => `${one};`).join('');
}

/** Words that follow each other are one. */
function joined(parts: readonly ComponentJson[]): readonly ComponentJson[] {
  const found: ComponentJson[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (part.type === 'textnode' && last?.type === 'textnode') {
      found[found.length - 1] = { type: 'textnode', content: `${last.content ?? ''}${part.content ?? ''}` };
    } else found.push(part);
  }
  return found;
}
