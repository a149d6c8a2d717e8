import type { Scenario } from '../scenario/scenario.js';
import { ReplayError } from './replay-error.js';
import { rootField } from './replay-field.js';
import { jsonScenario } from './scenario-json.js';
import { readScenario } from './scenario-read.js';

/** The version of `docs/replay.schema.json` that replay files are written in. */
export const REPLAY_VERSION = 1;

/** A failing case, kept to be played again. */
export interface Replay {
  /** The name of the protocol, or the path of its spec. */
  readonly protocol: string;
  /** The seed of the run that found it; the scenario itself needs none. */
  readonly seed: number;
  /** What it shows to be broken. */
  readonly requirement: string;
  /** What is to be done. */
  readonly scenario: Scenario;
}

/** The text of a replay file. */
export function replayText({ protocol, seed, requirement, scenario }: Replay): string {
  const document = {
    schema: 'parley-replay',
    version: REPLAY_VERSION,
    protocol,
    seed,
    requirement,
    scenario: jsonScenario(scenario),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/**
 * Reads the text of a replay file.
 * @throws ReplayError that names the field at fault.
 */
export function parseReplay(text: string): Replay {
  const root = rootField(jsonOf(text));
  const isReplay = root.isObject && root.has('schema') && root.get('schema').value === 'parley-replay';
  if (!isReplay) throw new ReplayError('not-a-replay', '', 'it does not say "schema": "parley-replay"');
  const version = root.get('version').integer();
  if (version !== REPLAY_VERSION) {
    throw new ReplayError(
      'other-version',
      'version',
      `it is of version ${version}, and version ${REPLAY_VERSION} is read here`,
    );
  }
  root.only('schema', 'version', 'protocol', 'seed', 'requirement', 'scenario');
  return {
    protocol: root.get('protocol').text(),
    seed: root.get('seed').integer(),
    requirement: root.get('requirement').text(),
    scenario: readScenario(root.get('scenario')),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The parser quotes the place, line ends included; whoever shows this has one line.
    const reason = cause instanceof Error ? cause.message.replace(/\s+/g, ' ') : 'it is not JSON';
    throw new ReplayError('not-json', '', reason, { cause });
  }
}
