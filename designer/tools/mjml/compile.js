// Compiles MJML documents as its makers' own compiler does, in one warm process, and says how long each took.
// In: {"rounds": 5, "documents": ["<mjml>…", …]} on standard input. Out: {"version", "ms": [[…] for each document]}.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import mjml2html from 'mjml';

const { rounds, documents } = JSON.parse(readFileSync(0, 'utf8'));
const version = JSON.parse(readFileSync(new URL('node_modules/mjml/package.json', import.meta.url), 'utf8')).version;
const ms = documents.map(() => []);
for (let round = -1; round < rounds; round += 1) {
  for (const [place, document] of documents.entries()) {
    const start = performance.now();
    const { html } = await mjml2html(document);
    const taken = performance.now() - start;
    if (!html.includes('</html>')) throw new Error(`Document ${place} was not compiled.`);
    if (round >= 0) ms[place].push(taken); // the first round warms up
  }
}
process.stdout.write(JSON.stringify({ version, ms }));
