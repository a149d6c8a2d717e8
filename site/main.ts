/** `npm run docs`: builds the site, into docs/site unless another folder is named. */
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { WrongUse } from '../cli/wrong-use.js';
import { buildSite, SiteError } from './build.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const place = fileURLToPath(new URL('../../docs/site', import.meta.url));

await new Command('npm run docs --')
  .description('Builds the pages.')
  .option('--out <folder>', 'where to; what is in it is lost', place)
  .option('--since <revision>', 'say what has changed in each spec since this revision of git')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action(async ({ out, since }: { out: string; since?: string }) => {
    const start = performance.now();
    try {
      await buildSite(root, out, since);
      process.stdout.write(
        `${relative(process.cwd(), join(out, 'index.html'))}, in ${((performance.now() - start) / 1000).toFixed(1)} s\n`,
      );
    } catch (error) {
      if (!(error instanceof SiteError) && !(error instanceof WrongUse)) throw error;
      process.stderr.write(`${error.message}\n`);
      process.exitCode = error instanceof WrongUse ? 2 : 1;
    }
  })
  .parseAsync();
