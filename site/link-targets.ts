import type { DocumentReflection, ProjectReflection, Reflection, Renderer, RouterTarget } from 'typedoc';

/** What `page:`, `file:` and `api:` links lead to, by name. */
export class LinkTargets {
  /** Links that lead nowhere. */
  readonly missing = new Set<string>();
  private readonly targets = new Map<string, Reflection>();

  constructor(
    project: ProjectReflection,
    files: ReadonlyMap<string, string>,
    private readonly renderer: Renderer,
  ) {
    const titles = new Map([...files].map(([file, title]) => [title, file]));
    const visit = (document: DocumentReflection): void => {
      const { key } = document.frontmatter;
      if (typeof key === 'string') this.targets.set(`page:${key}`, document);
      else this.targets.set(`file:${titles.get(document.name)}`, document);
      for (const child of document.children ?? []) visit(child);
    };
    for (const document of project.documents ?? []) visit(document);
    for (const module of project.children ?? []) {
      this.targets.set(`api:${module.name}`, module);
      for (const child of module.children ?? []) this.targets.set(`api:${module.name}#${child.name}`, child);
    }
  }

  /** A page's HTML with its links filled in. */
  resolve(html: string, from: RouterTarget): string {
    const { router } = this.renderer;
    return html.replace(
      /href="((?:page|file|api):[^"#]*)(?:#([^"]*))?"/g,
      (whole, address: string, fragment?: string) => {
        const name = decodeURIComponent(address);
        const isApi = name.startsWith('api:') && fragment !== undefined;
        const target = this.targets.get(isApi ? `${name}#${fragment}` : name);
        if (target === undefined || router === undefined) {
          this.missing.add(whole);
          return whole;
        }
        const anchor = isApi || fragment === undefined ? '' : `#${fragment}`;
        return `href="${router.relativeUrl(from, target)}${anchor}"`;
      },
    );
  }
}
