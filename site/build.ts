import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application, PageEvent, type ProjectReflection } from 'typedoc';
import { markup } from '../diagrams/markup.js';
import { diagramStyle } from '../diagrams/style.js';
import { type EntryPoint, entryPoints } from './entry-points.js';
import { explainedElsewhere, inheritWords } from './inherited-words.js';
import { LinkTargets } from './link-targets.js';
import { apiLink, pageLink } from './links.js';
import { Embeds, type FilePage, type Page } from './page.js';
import { protocolsPage } from './pages/protocol.js';
import { subjects } from './subject.js';
import { finished, SiteTheme } from './theme.js';
import { guidesPage, referencePage } from './written-pages.js';

/** The site could not be built, or what was built would not hold together. */
export class SiteError extends Error {
  override readonly name = 'SiteError';
}

/**
 * Builds the whole site: pages made from the models, the pages of docs/, and the API from the sources.
 * @param root - the package's folder.
 * @param out - the folder that is written; what was in it is gone.
 * @param since - the revision that each spec is compared with; without it, the last that said something else.
 * @throws SiteError when anything public is not documented, or a link leads nowhere.
 * @throws WrongUse when git does not know the revision.
 */
export async function buildSite(root: string, out: string, since?: string): Promise<void> {
  const embeds = new Embeds();
  const pages = [
    guidesPage(root, embeds),
    referencePage(root, embeds),
    await protocolsPage(await subjects(root, since), root, embeds),
  ];
  const folder = mkdtempSync(join(tmpdir(), 'parley-site-'));
  try {
    const style = join(folder, 'site.css');
    writeFileSync(
      style,
      `${readFileSync(new URL('site.css', import.meta.url), 'utf8')}${diagramStyle}${paperColours()}`,
    );
    const documents = pages.map((page) => writePage(root, folder, page));
    await writeSite(root, out, { pages, documents, style, embeds, files: new Map(filesOf(pages)) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** On paper every colour is the light one, whatever is chosen for the screen: TypeDoc's are named in its own style. */
function paperColours(): string {
  const typedoc = dirname(createRequire(import.meta.url).resolve('typedoc/package.json'));
  const style = readFileSync(join(typedoc, 'static/style.css'), 'utf8');
  const names = new Set([...style.matchAll(/--light-(color-[\w-]+):/g)].map(([, name]) => name));
  const colours = [...names].map((name) => `--${name}: var(--light-${name});`);
  return `@media print { :root, :root[data-theme] { color-scheme: light; ${colours.join(' ')} } }\n`;
}

let written = 0;

/** A page as the Markdown file that TypeDoc reads, with those below it; returns its path. */
function writePage(root: string, folder: string, page: Page): string {
  const own = join(folder, String(written++));
  mkdirSync(own);
  const children = page.children.map((child) => {
    const path = isFile(child) ? resolve(root, child.file) : writePage(root, folder, child);
    return `  ${JSON.stringify(child.title)}: ${JSON.stringify(path)}\n`;
  });
  const file = join(own, 'page.md');
  const below = children.length === 0 ? '' : `children:\n${children.join('')}`;
  const head = `---\ntitle: ${JSON.stringify(page.title)}\nkey: ${JSON.stringify(page.key)}\n${below}---\n`;
  writeFileSync(file, `${head}\n# ${page.title.replace(/[\\`*_[\]<>#]/g, '\\$&')}\n\n${page.text}\n`);
  return file;
}

function isFile(page: Page | FilePage): page is FilePage {
  return 'file' in page;
}

/** The written pages in a tree, title by path. */
function filesOf(pages: readonly (Page | FilePage)[]): readonly (readonly [file: string, title: string])[] {
  return pages.flatMap((page) => (isFile(page) ? [[page.file, page.title] as const] : filesOf(page.children)));
}

/** The home page leads on to the others, behind what it says first. */
function withCards(html: string, pages: readonly Page[]): string {
  const cards = pages.map(
    ({ key, title, about }) => markup`<li>${pageLink(key, title)}<span>${about ?? ''}</span></li>`,
  );
  const api = markup`<li>${apiLink('parley/runtime', undefined, 'TypeScript API')}<span>Every module that programs import.</span></li>`;
  return html.replace('</p>', `</p>${markup`<ul class="cards wide">${cards}${api}</ul>`.text}`);
}

interface Parts {
  readonly pages: readonly Page[];
  readonly documents: readonly string[];
  readonly style: string;
  readonly embeds: Embeds;
  readonly files: ReadonlyMap<string, string>;
}

async function writeSite(root: string, out: string, { pages, documents, style, embeds, files }: Parts): Promise<void> {
  const modules = entryPoints(root);
  const app = await Application.bootstrap({
    name: 'Parley',
    theme: 'site',
    entryPoints: modules.map(({ file }) => join(root, file)),
    basePath: root,
    tsconfig: join(root, 'tsconfig.json'),
    readme: join(root, 'README.md'),
    projectDocuments: [...documents],
    customCss: style,
    customJs: fileURLToPath(new URL('navigation.browser.js', import.meta.url)),
    router: 'structure',
    out,
    cleanOutputDir: true,
    // Types are checked elsewhere; sources would be links that leave the site.
    skipErrorChecking: true,
    disableSources: true,
    disableGit: true,
    hideGenerator: true,
    excludePrivate: true,
    excludeProtected: true,
    excludeInternal: true,
    excludeExternals: true,
    searchInDocuments: true,
    searchGroupBoosts: { Documents: 2 },
    sort: ['source-order'],
    sortEntryPoints: false,
    navigation: { includeCategories: false, includeGroups: false, includeFolders: true, excludeReferences: true },
    visibilityFilters: {},
    highlightLanguages: ['typescript', 'shell', 'python', 'json', 'yaml', 'docker', 'ini'],
    ignoredHighlightLanguages: ['parley'],
    validation: { notExported: true, invalidLink: true, invalidPath: true, rewrittenLink: true, notDocumented: true },
    treatValidationWarningsAsErrors: true,
    treatWarningsAsErrors: true,
  });
  app.renderer.defineTheme('site', SiteTheme);
  const project = await app.convert();
  if (project === undefined) throw new SiteError('the sources could not be read');
  nameModules(project, modules);
  inheritWords(project);
  app.options.setValue('intentionallyNotDocumented', [...explainedElsewhere(project)]);
  app.validate(project);
  const targets = new LinkTargets(project, files, app.renderer);
  app.renderer.on(PageEvent.END, (page) => {
    if (page.contents === undefined) return;
    const isHome = page.model === project;
    const own = finished(embeds.fill(page.contents), isHome);
    page.contents = targets.resolve(isHome ? withCards(own, pages) : own, page.model);
  });
  await app.generateDocs(project, out);
  const problems = [...targets.missing].map((link) => `there is nothing to link to at ${link}`);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) problems.push('TypeDoc found what stands above');
  if (problems.length > 0) throw new SiteError(problems.join('\n'));
}

/** Modules are called what programs import them as. */
function nameModules(project: ProjectReflection, modules: readonly EntryPoint[]): void {
  const names = new Map(modules.map(({ file, module }) => [file.replace(/(\/index)?\.ts$/, ''), module]));
  for (const module of project.children ?? []) module.name = names.get(module.name) ?? module.name;
}
