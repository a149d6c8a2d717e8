import { readFileSync, statSync } from 'node:fs';
import { WrongUse } from './wrong-use.js';

/** Where a command writes to. */
export interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Colours only where a person looks, and wants them. */
export function colourOn({ isTTY }: Terminal): boolean {
  return isTTY === true && (process.env['NO_COLOR'] ?? '') === '';
}

/**
 * @param shown - the path as messages name it.
 * @throws WrongUse where there is nothing, or a folder.
 */
export function checkSpecFile(path: string, shown: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new WrongUse(`there is no file ${shown}`);
  if (found.isDirectory()) throw new WrongUse(`${shown} is a folder: a spec is one file, NAME.parley`);
}

/**
 * A spec's text.
 * @param shown - its path as messages name it.
 * @throws WrongUse where it can't be read, or is not UTF-8.
 */
export function readText(path: string, shown: string): string {
  checkSpecFile(path, shown);
  try {
    return decodeSpec(readFileSync(path), shown);
  } catch (error) {
    // No right to read, say: the system's own words name the file.
    if (error instanceof Error && 'syscall' in error) throw new WrongUse(error.message);
    throw error;
  }
}

/** @throws WrongUse for bytes that are no UTF-8: what stands there can't be shown, let alone mended. */
export function decodeSpec(bytes: Uint8Array, shown: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new WrongUse(`${shown} is not UTF-8`);
  }
}
