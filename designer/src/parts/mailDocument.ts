/**
 * A mail's HTML for a sandboxed frame: its links open in a tab of their own. The base element goes into the
 * head, never before the doctype, which would change how the mail is drawn.
 */
export function mailDocument(html: string): string {
  const base = '<base target="_blank">';
  const head = /<head(\s[^>]*)?>/i.exec(html);
  if (head) {
    const end = head.index + head[0].length;
    return html.slice(0, end) + base + html.slice(end);
  }
  const root = /<html(\s[^>]*)?>/i.exec(html);
  if (root) {
    const end = root.index + root[0].length;
    return `${html.slice(0, end)}<head>${base}</head>${html.slice(end)}`;
  }
  return `<!doctype html><html><head>${base}</head><body>${html}</body></html>`;
}
