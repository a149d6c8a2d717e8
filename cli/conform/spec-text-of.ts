import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Protocol } from '../../runtime/index.js';
import { packageRoot } from '../package-paths.js';

/** The text of the spec that a protocol was made from: the file that was asked for, or the package's own. */
export function specTextOf({ model }: Protocol, asked: string): string | undefined {
  const places = [asked, join(packageRoot, model.file)];
  const path = places.find((place) => place.endsWith('.parley') && existsSync(place) && statSync(place).isFile());
  return path === undefined ? undefined : readFileSync(path, 'utf8');
}
