import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Address, parseAddress } from '../../reference-impl/client/address.js';
import { WrongUse } from '../wrong-use.js';

/** @throws WrongUse */
export function addressOf(text: string): Address {
  const address = parseAddress(text);
  if (address !== undefined) return address;
  throw new WrongUse(
    `${text} is no address: HOST:PORT is needed, the port from 1 to 65535, as in 127.0.0.1:7000 or [::1]:7000`,
  );
}

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}

/** @throws WrongUse */
export function numberOf(option: string, text: string | undefined, { least, most, whole }: Bounds): number | undefined {
  if (text === undefined) return undefined;
  const value = (whole ? /^\d+$/ : /^\d+(?:\.\d+)?$/).test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new WrongUse(
    `${option} must be a ${whole ? 'whole number' : 'number of seconds'} from ${least} to ${most}, and not ${JSON.stringify(text)}`,
  );
}

/**
 * What would only be found out when the run is over.
 * @throws WrongUse
 */
export function checkWritable(option: string, file: string): void {
  try {
    if (file === '') throw new WrongUse(`${option} needs a file, and not an empty name`);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isDirectory() === true) throw new WrongUse(`${option}: ${file} is a directory`);
    accessSync(found === undefined ? dirname(file) : file, constants.W_OK);
  } catch (error) {
    if (error instanceof WrongUse) throw error;
    throw new WrongUse(`${option}: ${file} can't be written: ${(error as Error).message}`, { cause: error });
  }
}

/** @throws WrongUse */
export function oneOf<Word extends string>(option: string, text: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === text);
  if (found === undefined)
    throw new WrongUse(
      `${option} must be ${words.join(', ').replace(/, ([^,]+)$/, ' or $1')}, and not ${JSON.stringify(text)}`,
    );
  return found;
}
