// Compiles MJML documents as its makers' own compiler does. In: {"name": "<mjml>…", …} on standard input.
// Out: {"name": HTML, or null where it refuses}.
import { readFileSync } from 'node:fs';
import mjml2html from 'mjml';

const found = {};
for (const [name, document] of Object.entries(JSON.parse(readFileSync(0, 'utf8')))) {
  try {
    found[name] = (await mjml2html(document)).html;
  } catch {
    found[name] = null;
  }
}
process.stdout.write(JSON.stringify(found));
