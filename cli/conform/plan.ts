import { randomInt } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Replay } from '../../conformance/report/index.js';
import { ReplayError, readReplay } from '../../conformance/report/index.js';
import { type Address, parseAddress } from '../../reference-impl/client/address.js';
import type { Protocol } from '../../runtime/index.js';
import { loadProtocol, protocolNames } from '../protocols.js';
import { WrongUse } from '../wrong-use.js';
import { type ConformArguments, DEFAULT_RUNS, DEFAULT_SAVE_DIRECTORY } from './arguments.js';

/** What is to be done, checked. */
export interface ConformPlan {
  /** Absent: the reference server, started for each protocol. */
  readonly address?: Address;
  /** `name` is what was asked for: a protocol's name, or a spec's path. */
  readonly protocols: readonly { readonly name: string; readonly protocol: Protocol }[];
  readonly seed: number;
  readonly runs: number;
  readonly timeoutMs?: number;
  readonly replay?: { readonly file: string; readonly content: Replay };
  /** `-` is standard output. */
  readonly json?: string;
  readonly saveTo?: string;
}

const MOST_SEED = 2 ** 31 - 1;
const MOST_RUNS = 1_000_000;
const MOST_SECONDS = 86_400;

/**
 * Checks what was typed before anything is done.
 * @throws WrongUse
 */
export async function planOf(given: ConformArguments): Promise<ConformPlan> {
  const address = given.address === undefined ? undefined : addressOf(given.address);
  const seed = numberOf('--seed', given.seed, { least: 0, most: MOST_SEED, whole: true });
  const runs = numberOf('--runs', given.runs, { least: 0, most: MOST_RUNS, whole: true });
  const seconds = numberOf('--timeout', given.timeout, { least: 0.001, most: MOST_SECONDS, whole: false });
  if (given.json !== undefined && given.json !== '-') checkWritable('--json', given.json);
  if (given.save === '') throw new WrongUse('--save needs a directory, and not an empty name');
  const replay = given.replay === undefined ? undefined : { file: given.replay, content: replayOf(given.replay) };
  const names = await namesOf(given, replay?.content);
  const protocols = await Promise.all(names.map(async (name) => ({ name, protocol: await loadProtocol(name) })));
  if (replay !== undefined) checkReplay(replay.content, replay.file, protocols[0]?.protocol);
  const saveTo = saveDirectory(given, replay !== undefined);
  return {
    protocols,
    seed: seed ?? replay?.content.seed ?? randomInt(MOST_SEED),
    runs: runs ?? DEFAULT_RUNS,
    ...(address === undefined ? {} : { address }),
    ...(seconds === undefined ? {} : { timeoutMs: Math.ceil(seconds * 1000) }),
    ...(replay === undefined ? {} : { replay }),
    ...(given.json === undefined ? {} : { json: given.json }),
    ...(saveTo === undefined ? {} : { saveTo }),
  };
}

function addressOf(text: string): Address {
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

function numberOf(option: string, text: string | undefined, { least, most, whole }: Bounds): number | undefined {
  if (text === undefined) return undefined;
  const value = (whole ? /^\d+$/ : /^\d+(?:\.\d+)?$/).test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new WrongUse(
    `${option} must be a ${whole ? 'whole number' : 'number of seconds'} from ${least} to ${most}, and not ${JSON.stringify(text)}`,
  );
}

/** What would only be found out when the run is over. */
function checkWritable(option: string, file: string): void {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isDirectory() === true) throw new WrongUse(`${option}: ${file} is a directory`);
    accessSync(found === undefined ? dirname(file) : file, constants.W_OK);
  } catch (error) {
    if (error instanceof WrongUse) throw error;
    throw new WrongUse(`${option}: ${file} can't be written: ${(error as Error).message}`, { cause: error });
  }
}

function replayOf(file: string): Replay {
  try {
    return readReplay(file);
  } catch (error) {
    if (!(error instanceof ReplayError)) throw error;
    throw new WrongUse(`--replay: ${file} can't be replayed: ${error.message}`, { cause: error });
  }
}

function checkReplay(replay: Replay, file: string, protocol: Protocol | undefined): void {
  if (protocol === undefined || protocol.model.name === replay.protocol) return;
  throw new WrongUse(`--replay: ${file} is of the protocol ${replay.protocol}, and not of ${protocol.model.name}`);
}

async function namesOf(
  { address, protocol }: ConformArguments,
  replay: Replay | undefined,
): Promise<readonly string[]> {
  const name = protocol ?? replay?.protocol;
  if (name !== undefined) return [name];
  const known = await protocolNames();
  if (address === undefined) return known;
  throw new WrongUse(
    `--protocol is needed to judge ${address}. Known: ${known.join(', ')}; or give the path of a .parley file.`,
  );
}

/** A failure that is played again is saved already. */
function saveDirectory({ save }: ConformArguments, replays: boolean): string | undefined {
  if (save === false) return undefined;
  return save ?? (replays ? undefined : DEFAULT_SAVE_DIRECTORY);
}
