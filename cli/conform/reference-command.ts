import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shellQuoted } from '../../conformance/report/index.js';

/** The command that serves a protocol with the reference server: this very program. */
export function referenceCommand(protocol: string): string {
  const main = fileURLToPath(new URL(`../main${extname(import.meta.url)}`, import.meta.url));
  const words = [process.execPath, ...process.execArgv, main, 'serve', '--protocol', protocol];
  return `exec ${words.map(shellQuoted).join(' ')} --host {host} --port {port}`;
}
