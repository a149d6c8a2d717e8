import { randomInt } from 'node:crypto';
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { extname, resolve } from 'node:path';
import type { TlsTrust } from '../../conformance/driver/index.js';
import { DEFAULT_RUNS, GENERATED_MS } from '../../conformance/engine/defaults.js';
import type { KnownFailure } from '../../conformance/engine/known-failures.js';
import type { Selection } from '../../conformance/engine/selection.js';
import {
  DEFAULT_WEIGHTS,
  KnownFailuresError,
  type KnownFailuresFile,
  type Replay,
  ReplayError,
  readKnownFailures,
  readReplay,
  readWeights,
  SCRIPT_EXTENSIONS,
  type Weights,
  WeightsError,
} from '../../conformance/report/index.js';
import { didYouMean } from '../../generator/diagnostics/did-you-mean.js';
import type { Address } from '../../reference-impl/client/address.js';
import type { Protocol } from '../../runtime/index.js';
import { loadProtocol, protocolNames } from '../protocols.js';
import { tlsTrustOf, tlsWords } from '../tls-trust.js';
import { WrongUse } from '../wrong-use.js';
import { type ConformArguments, DEFAULT_SAVE_DIRECTORY } from './arguments.js';
import { addressOf, checkWritable, numberOf, oneOf } from './checks.js';

/** A protocol that is judged. */
export interface PlannedProtocol {
  /** What was asked for: a protocol's name, or a spec's path. */
  readonly name: string;
  readonly protocol: Protocol;
  readonly selection: Selection;
}

/** What is to be done, checked. */
export interface ConformPlan {
  /** Absent: a command, or the reference server, started for each protocol. */
  readonly address?: Address;
  /** Speak TLS to the address; `words` are the options that say so. */
  readonly tls?: { readonly trust: TlsTrust; readonly words: readonly string[] };
  /** A command that starts the server. */
  readonly spawn?: string;
  readonly workers: number;
  /** Up to how many, while processors are idle. */
  readonly mostWorkers: number;
  readonly protocols: readonly PlannedProtocol[];
  readonly seed: number;
  readonly runs: number;
  /** For how long they are begun; absent: all are run. */
  readonly generatedMs?: number;
  readonly timeoutMs?: number;
  readonly selection: Selection;
  /** Say what would be judged, and judge nothing. */
  readonly list: boolean;
  readonly known?: {
    readonly file: KnownFailuresFile;
    readonly entries: readonly KnownFailure[];
    readonly update: boolean;
  };
  readonly replay?: { readonly file: string; readonly content: Replay };
  /** `-` is standard output. */
  readonly json?: string;
  readonly junit?: string;
  readonly html?: string;
  readonly tap: boolean;
  readonly gradescope?: { readonly file: string; readonly weights: Weights };
  readonly script?: string;
  readonly saveTo?: string;
}

const MOST_SEED = 2 ** 31 - 1;
const MOST_RUNS = 1_000_000;
const MOST_SECONDS = 86_400;
const MOST_WORKERS = 256;
/** Workers that nobody has asked for: more of them would mostly be more servers to start; more while processors are idle. */
const USUAL_WORKERS = { least: 4, most: 8 } as const;

/**
 * Checks what was typed before anything is done.
 * @throws WrongUse
 */
export async function planOf(given: ConformArguments): Promise<ConformPlan> {
  const address = given.address === undefined ? undefined : addressOf(given.address);
  const trust = tlsTrustOf(given);
  if (trust !== undefined && address === undefined) throw new WrongUse('--tls needs an address');
  if (trust !== undefined && given.script !== undefined) throw new WrongUse('--script: the programs speak no TLS');
  checkSpawn(given);
  const workers = numberOf('--workers', given.workers, { least: 1, most: MOST_WORKERS, whole: true });
  if (workers !== undefined && workers > 1 && address !== undefined)
    throw new WrongUse('--workers needs a server for each: give --spawn a command with {port} in it, and no address');
  const seed = numberOf('--seed', given.seed, { least: 0, most: MOST_SEED, whole: true });
  const runs = numberOf('--runs', given.runs, { least: 0, most: MOST_RUNS, whole: true });
  const seconds = numberOf('--timeout', given.timeout, { least: 0.001, most: MOST_SECONDS, whole: false });
  checkFiles(given);
  const replay = given.replay === undefined ? undefined : { file: given.replay, content: replayOf(given.replay) };
  const known = knownOf(given);
  const weights = weightsOf(given);
  const selection = selectionOf(given);
  const names = await namesOf(given, replay?.content);
  const protocols = await Promise.all(
    names.map(async (name) => ({ name, protocol: await loadProtocol(name), selection })),
  );
  if (replay !== undefined) checkReplay(replay.content, replay.file, protocols[0]?.protocol);
  if (known !== undefined) await checkKnown(known, protocols);
  const saveTo = saveDirectory(given, replay !== undefined);
  return {
    protocols,
    workers: workers ?? (address === undefined ? Math.min(USUAL_WORKERS.least, availableParallelism()) : 1),
    mostWorkers: workers ?? (address === undefined ? USUAL_WORKERS.most : 1),
    seed: seed ?? replay?.content.seed ?? randomInt(MOST_SEED),
    runs: runs ?? DEFAULT_RUNS,
    selection,
    list: given.list === true,
    tap: given.tap === true,
    ...(address === undefined ? {} : { address }),
    ...(trust === undefined ? {} : { tls: { trust, words: tlsWords(given) } }),
    ...(given.spawn === undefined ? {} : { spawn: given.spawn }),
    ...(runs === undefined ? { generatedMs: GENERATED_MS } : {}),
    ...(seconds === undefined ? {} : { timeoutMs: Math.ceil(seconds * 1000) }),
    ...(known === undefined ? {} : { known }),
    ...(replay === undefined ? {} : { replay }),
    ...(given.json === undefined ? {} : { json: given.json }),
    ...(given.junit === undefined ? {} : { junit: given.junit }),
    ...(given.html === undefined ? {} : { html: given.html }),
    ...(given.gradescope === undefined ? {} : { gradescope: { file: given.gradescope, weights } }),
    ...(given.script === undefined ? {} : { script: given.script }),
    ...(saveTo === undefined ? {} : { saveTo }),
  };
}

function checkSpawn({ spawn, address }: ConformArguments): void {
  if (spawn === undefined) return;
  if (spawn.trim() === '') throw new WrongUse('--spawn needs a command, and not an empty one');
  const hasPort = spawn.includes('{port}');
  if (!hasPort && address === undefined)
    throw new WrongUse(
      '--spawn: the command must say {port} where it takes its port; one that always listens at the same needs that address beside it: HOST:PORT --spawn COMMAND',
    );
  if (hasPort && address !== undefined)
    throw new WrongUse('--spawn: a command with {port} in it is given a port; leave out the address');
}

function checkFiles(given: ConformArguments): void {
  const { json, junit, html, gradescope, script, tap, save } = given;
  const files = {
    '--json': json === '-' ? undefined : json,
    '--junit': junit,
    '--html': html,
    '--gradescope': gradescope,
  };
  const read = filesRead(given);
  const taken = new Map<string, string>();
  for (const [option, file] of Object.entries({ ...files, '--script': script })) {
    if (file === undefined) continue;
    if (file === '-') throw new WrongUse(`${option}: - is for --json; ./- is a file of that name`);
    if (option === '--script' && !SCRIPT_EXTENSIONS.includes(extname(file)))
      throw new WrongUse(
        `--script: ${file} must end in ${SCRIPT_EXTENSIONS.join(' or ')}, which says what it is written in`,
      );
    checkWritable(option, file);
    // A device keeps nothing that could be lost.
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) continue;
    const [other, reader] = [taken.get(resolve(file)), read.get(resolve(file))];
    if (other !== undefined) throw new WrongUse(`${other} and ${option} both want ${file}`);
    if (reader !== undefined) throw new WrongUse(`${option}: ${file} is what ${reader} reads, and would be lost`);
    taken.set(resolve(file), option);
  }
  if (tap === true && json === '-') throw new WrongUse('--tap and --json - both want standard output');
  if (save === '') throw new WrongUse('--save needs a directory, and not an empty name');
  if (typeof save === 'string' && statSync(save, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new WrongUse(`--save: ${save} is no directory`);
}

/** The options that read a file, by its path. */
function filesRead({ knownFailures, weights, replay, tlsCa }: ConformArguments): ReadonlyMap<string, string> {
  const options = { '--known-failures': knownFailures, '--weights': weights, '--replay': replay, '--tls-ca': tlsCa };
  return new Map(
    Object.entries(options).flatMap(([option, file]) => (file === undefined ? [] : [[resolve(file), option] as const])),
  );
}

function selectionOf({ only, skip, level }: ConformArguments): Selection {
  return {
    ...(only === undefined ? {} : { only }),
    ...(skip === undefined ? {} : { skip }),
    ...(level === undefined ? {} : { level: oneOf('--level', level, ['must', 'should', 'may']) }),
  };
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

function knownOf({
  knownFailures: path,
  updateKnownFailures: update = false,
  replay,
}: ConformArguments): ConformPlan['known'] {
  if (path === undefined) {
    if (update) throw new WrongUse('--update-known-failures needs --known-failures FILE, the file to write');
    return undefined;
  }
  if (update && replay !== undefined) throw new WrongUse('--update-known-failures needs a whole run, and not --replay');
  if (update) checkWritable('--known-failures', path);
  try {
    const file = readKnownFailures(path, { mayBeMissing: update });
    return { file, entries: file.entries, update };
  } catch (error) {
    if (!(error instanceof KnownFailuresError)) throw error;
    throw new WrongUse(`--known-failures: ${error.message}`, { cause: error });
  }
}

/** An entry of a protocol that does not exist would be looked at by no run. */
async function checkKnown(
  { entries, file }: NonNullable<ConformPlan['known']>,
  protocols: ConformPlan['protocols'],
): Promise<void> {
  const names = [...(await protocolNames()), ...protocols.map(({ protocol }) => protocol.model.name)];
  for (const { requirement } of entries) {
    const [name = ''] = requirement.split('/');
    if (names.includes(name)) continue;
    const hint = didYouMean(name, names);
    throw new WrongUse(
      `--known-failures: ${file.path}: ${requirement} is of no protocol that is known${hint === undefined ? '' : `; ${hint}`}`,
    );
  }
}

function weightsOf({ weights, gradescope }: ConformArguments): Weights {
  if (weights === undefined) return DEFAULT_WEIGHTS;
  if (gradescope === undefined) throw new WrongUse('--weights is for --gradescope FILE, which is missing');
  try {
    return readWeights(weights);
  } catch (error) {
    if (!(error instanceof WeightsError)) throw error;
    throw new WrongUse(`--weights: ${weights}: ${error.message}`, { cause: error });
  }
}

async function namesOf(
  { address, protocol, spawn }: ConformArguments,
  replay: Replay | undefined,
): Promise<readonly string[]> {
  const name = protocol ?? replay?.protocol;
  if (name !== undefined) return [name];
  const known = await protocolNames();
  if (address === undefined && spawn === undefined) return known;
  throw new WrongUse(
    `--protocol is needed to judge ${address ?? 'what --spawn starts'}. Known: ${known.join(', ')}; or give the path of a .parley file.`,
  );
}

/** A failure that is played again is saved already. */
function saveDirectory({ save }: ConformArguments, replays: boolean): string | undefined {
  if (save === false) return undefined;
  return save ?? (replays ? undefined : DEFAULT_SAVE_DIRECTORY);
}
