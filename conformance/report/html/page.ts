import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Content, Markup, markup } from '../../../diagrams/markup.js';
import { diagramStyle } from '../../../diagrams/style.js';

export interface PageOptions {
  readonly title: string;
  readonly body: Content;
  /** What the page is for, in the line at its top. */
  readonly heading: string;
}

/** A page in one file: its style and its script are inside, and it may ask nothing of any network. */
export function page({ title, heading, body }: PageOptions): string {
  const style = diagramStyle + asset('report.css');
  const script = asset('browser/report-page.js');
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Parley">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header class="bar"><span class="brand"><strong>Parley</strong> ${heading}</span><button type="button" id="theme" hidden>Dark</button></header>
<main id="main" tabindex="-1">
${body}
</main>
<script>${new Markup(script)}</script>
</body>
</html>
`.text;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** A file of the page, beside this one, or in the sources where this one is compiled without its assets. */
function asset(name: string): string {
  const path = fileURLToPath(new URL(name, import.meta.url));
  if (!existsSync(path)) throw new Error(`${path} is missing: the package was not built`);
  return readFileSync(path, 'utf8');
}
