import { posix } from 'node:path';

/** The links of a site's pages that lead nowhere: to no page, or to no place in one. */
export function brokenLinks(
  pages: ReadonlyMap<string, string>,
  files: ReadonlySet<string> = new Set(),
): readonly string[] {
  const places = new Map([...pages].map(([path, html]) => [path, idsOf(html)]));
  return [...pages].flatMap(([path, html]) =>
    hrefsOf(html).flatMap((href) => {
      if (/^(?:https?|mailto):/.test(href)) return [];
      const [address = '', fragment = ''] = href.split('#');
      const target = address === '' ? path : posix.join(posix.dirname(path), decodeURIComponent(address));
      const known = places.get(target);
      if (known === undefined) return files.has(target) || !target.endsWith('.html') ? [] : [`${path}: ${href}`];
      return fragment === '' || known.has(decodeURIComponent(fragment)) ? [] : [`${path}: ${href}`];
    }),
  );
}

function idsOf(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(/\s(?:id|name)="([^"]+)"/g)].map(([, id = '']) => id));
}

function hrefsOf(html: string): readonly string[] {
  return [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
}
