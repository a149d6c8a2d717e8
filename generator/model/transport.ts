import type { Framing, Transport } from '../../runtime/model.js';
import { nearest } from '../diagnostics/did-you-mean.js';
import type { Setting, SettingWord, TransportSection } from '../language/syntax/index.js';
import type { Context } from './context.js';
import { readFraming } from './framing.js';
import { shown, unknown } from './settings.js';

/** What the `transport` section says. */
export interface TransportSettings {
  readonly transport: Transport;
  readonly charset: 'utf-8';
  readonly framing: { readonly client: Framing; readonly server: Framing };
  /** Whether what clients send is framed as it is written, and not as something is taken to be that is wrong. */
  readonly isFramed: boolean;
}

interface Found {
  tcp?: number;
  idleMs?: number;
  charset?: 'utf-8';
  client?: Framing;
  server?: Framing;
}

export function resolveTransport(section: TransportSection | undefined, context: Context): TransportSettings {
  const found: Found = {};
  const lines = new Map<string, number>();
  for (const item of section?.items ?? []) readSetting(item, found, lines, context);
  if (section !== undefined) {
    const missing = (what: string, example: string) => context.report.add('P307', section.span, { what, example });
    if (!lines.has('tcp')) missing('port', 'tcp 12345');
    if (!lines.has('charset')) missing('charset', 'charset utf-8');
    if (!lines.has('client framing')) missing('framing of what clients send', 'framing line(1024)');
    if (!lines.has('server framing')) missing('framing of what the server sends', 'framing line(1024)');
  }
  const fallback: Framing = { kind: 'line', max: 1024, write: 'lf' };
  return {
    transport: { tcp: found.tcp ?? 1, ...(found.idleMs !== undefined && { idleMs: found.idleMs }) },
    charset: 'utf-8',
    framing: { client: found.client ?? fallback, server: found.server ?? fallback },
    isFramed: found.client !== undefined,
  };
}

function readSetting(item: Setting, found: Found, lines: Map<string, number>, context: Context): void {
  const [first, ...rest] = item.words;
  if (first === undefined) return;
  const once = (name: string): void => {
    const line = lines.get(name);
    if (line !== undefined) context.report.add('P215', item.span, { what: `\`${name}\``, line });
    lines.set(name, item.span.start.line);
  };
  switch (first.text) {
    case 'tcp': {
      once('tcp');
      found.tcp = readPort(rest, item, context);
      return;
    }
    case 'charset': {
      once('charset');
      readCharset(rest, item, context);
      return;
    }
    case 'idle': {
      once('idle');
      const idleMs = readIdle(rest, item, context);
      if (idleMs !== undefined) found.idleMs = idleMs;
      return;
    }
    case 'framing':
    case 'client':
    case 'server': {
      const words = first.text === 'framing' ? rest : expectFraming(rest, item, context);
      if (words === undefined) return;
      const framing = readFraming(words, item, context);
      for (const direction of ['client', 'server'] as const) {
        if (first.text !== 'framing' && first.text !== direction) continue;
        once(`${direction} framing`);
        if (framing !== undefined) found[direction] = framing;
      }
      return;
    }
    default: {
      unknown(first, 'setting of the transport', SETTINGS, context);
      // What is written wrongly is not missing.
      const meant = nearest(first.text, [...SETTINGS, 'client', 'server']) ?? '';
      for (const name of ['tcp', 'charset', 'client framing', 'server framing']) {
        if (name.includes(meant) && !lines.has(name)) lines.set(name, item.span.start.line);
      }
    }
  }
}

const SETTINGS: readonly string[] = ['tcp', 'charset', 'framing', 'client framing', 'server framing', 'idle'];

function readPort(words: readonly SettingWord[], item: Setting, context: Context): number {
  const [word] = words;
  const port = word !== undefined && words.length === 1 && /^[0-9]+$/.test(word.text) ? Number(word.text) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  context.report.add('P308', (word ?? item).span, {
    what: 'a port',
    range: 'a number from 1 to 65535',
    value: shown(words),
    example: 'tcp 12345',
  });
  return 1;
}

function readCharset(words: readonly SettingWord[], item: Setting, context: Context): void {
  const [word] = words;
  if (word?.text === 'utf-8' && words.length === 1) return;
  if (word?.text === 'bytes') {
    context.report.add('P102', word.span, { what: 'the charset `bytes`', instead: 'write `charset utf-8`' });
  } else unknown(word ?? item, 'charset', ['utf-8'], context, shown(words));
}

function readIdle(words: readonly SettingWord[], item: Setting, context: Context): number | undefined {
  const [policy, time] = words;
  if (policy?.text !== 'may-close') {
    unknown(policy ?? item, 'way to treat idle clients', ['may-close'], context, shown(words.slice(0, 1)));
    return undefined;
  }
  const parts = /^([0-9]{1,9})(ms|s)$/.exec(time?.text ?? '');
  const value = Number(parts?.[1]) * (parts?.[2] === 's' ? 1000 : 1);
  if (value > 0 && words.length === 2) return value;
  context.report.add('P308', (time ?? item).span, {
    what: 'the time after which a client may be dropped',
    range: 'a number with `s` or `ms`',
    value: shown(words.slice(1)),
    example: 'idle may-close 30s',
  });
  return undefined;
}

function expectFraming(
  words: readonly SettingWord[],
  item: Setting,
  context: Context,
): readonly SettingWord[] | undefined {
  const [word, ...rest] = words;
  if (word?.text === 'framing') return rest;
  unknown(word ?? item, 'setting of one direction', ['framing'], context, shown(words.slice(0, 1)));
  return undefined;
}
