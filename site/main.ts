/** `npm run docs`: builds the site into docs/site. */
import { fileURLToPath } from 'node:url';
import { buildSite, SiteError } from './build.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = fileURLToPath(new URL('../../docs/site', import.meta.url));
const start = performance.now();
try {
  await buildSite(root, out);
  process.stdout.write(`docs/site/index.html, in ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
} catch (error) {
  if (!(error instanceof SiteError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
