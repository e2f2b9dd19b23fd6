import type { Component } from 'grapesjs';

const LONGEST = 60;

/** The first words of a text, to know it by; empty for a block that holds none. */
export function wordsIn(component: Component, nameOf: (token: string) => string): string {
  const words: string[] = [];
  const walk = (one: Component) => {
    if (one.get('type') === 'textnode') words.push(String(one.get('content') ?? ''));
    else if (one.get('type') === 'token') words.push(`[${nameOf(String(one.get('token') ?? ''))}]`);
    one.components().forEach(walk);
  };
  const inside = component.components();
  const isText =
    inside.length > 0 &&
    inside.every((one: Component) => ['textnode', 'token', 'inline', 'code'].includes(String(one.get('type'))));
  if (!isText) return '';
  inside.forEach(walk);
  const said = words.join('').replaceAll(/\s+/g, ' ').trim();
  return said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said;
}
