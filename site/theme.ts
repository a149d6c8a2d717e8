import { DefaultTheme, type NavigationElement, type ProjectReflection } from 'typedoc';

/** TypeDoc's own look, but that the modules stand under a name that says what they are. */
export class SiteTheme extends DefaultTheme {
  override buildNavigation(project: ProjectReflection): NavigationElement[] {
    const found = super.buildNavigation(project);
    const modules = found.find(({ path, text }) => path === undefined && text === project.packageName);
    if (modules !== undefined) modules.text = 'TypeScript API';
    return found;
  }
}

/** What TypeDoc writes and what a page of this site is: icons from the page itself, so that no file asks for another, and one title. */
export function finished(html: string, isHome: boolean): string {
  const own = html.replace(/href="[^"]*icons\.svg(#icon-[^"]*)"/g, 'href="$1"');
  return isHome ? own.replace(/<div class="tsd-page-title">.*?<\/div>/s, '') : own;
}
