import { DefaultTheme, type NavigationElement, type ProjectReflection } from 'typedoc';

/** TypeDoc's own look, but that the modules stand under a name that says what they are. */
export class SiteTheme extends DefaultTheme {
  override buildNavigation(project: ProjectReflection): NavigationElement[] {
    const found = super.buildNavigation(project);
    const modules = found.find(({ path, text }) => path === undefined && text === project.packageName);
    if (modules !== undefined) modules.text = 'TypeScript API';
    for (const one of found) shorten(one, []);
    return found;
  }
}

/** An id is shown without the protocol's name where it stands below that protocol. */
function shorten(element: NavigationElement, above: readonly string[]): void {
  const known = above.find((name) => element.text.startsWith(`${name}/`));
  const whole = element.text;
  if (known !== undefined) element.text = whole.slice(known.length + 1);
  for (const child of element.children ?? []) shorten(child, [...above, whole]);
}

/**
 * What TypeDoc writes, mended: icons come from the page itself, since a file may not ask for another; the home page has
 * one title; a button holds no link; what scrolls can be scrolled by the keyboard.
 */
export function finished(html: string, isHome: boolean): string {
  const own = html
    .replace(/href="[^"]*icons\.svg(#icon-[^"]*)"/g, 'href="$1"')
    .replace(/<summary.*?<\/summary>/gs, (summary) => summary.replace(/<a [^>]*tsd-anchor-icon.*?<\/a>/gs, ''))
    .replace(/<pre(?![^>]*tabindex)/g, '<pre tabindex="0"');
  return isHome ? own.replace(/<div class="tsd-page-title">.*?<\/div>/s, '') : own;
}
