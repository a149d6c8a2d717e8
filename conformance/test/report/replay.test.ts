import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseReplay, type Replay, replayText } from '../../report/replay.js';
import { REPLAY_ERROR_CODES, ReplayError, type ReplayErrorCode } from '../../report/replay-error.js';
import { readReplay, writeReplays } from '../../report/replay-files.js';
import { type Action, FRESH_VARIANTS, type PayloadPart, type Scenario, type Step } from '../../scenario/scenario.js';
import { altered, connect, failure, fault, report, scenarioOf } from './fixtures.js';
import { schemaFaults } from './schema-check.js';

const schema = JSON.parse(readFileSync(new URL('../../../docs/replay.schema.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>;
const replay: Replay = {
  protocol: 'tea',
  seed: 42,
  requirement: 'tea/Chatting/Say',
  scenario: scenarioOf('Ana', 'Luis'),
};

const part: fc.Arbitrary<PayloadPart> = fc.oneof(
  fc.record({ text: fc.string({ unit: 'binary' }) }),
  fc.record(
    { fresh: fc.string(), in: fc.array(fc.string()), as: fc.constantFrom(...FRESH_VARIANTS) },
    { requiredKeys: ['fresh', 'in'] },
  ),
  fc.record({ hex: fc.uint8Array().map((one) => Buffer.from(one).toString('hex')) }),
);
const scenarios: fc.Arbitrary<Scenario> = fc.array(fc.string(), { minLength: 1, maxLength: 4 }).chain((clients) => {
  const client = fc.nat({ max: clients.length - 1 });
  const action: fc.Arbitrary<Action> = fc.oneof(
    fc.record({ kind: fc.constantFrom('halfClose', 'reset', 'close', 'stall', 'hear'), client }),
    fc.record({ kind: fc.constant('fill' as const), client, before: fc.array(part), after: fc.array(part) }),
    fc.record({ kind: fc.constant('write' as const), client, writes: fc.array(fc.array(part)) }),
  );
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record(
      { kind: fc.constant('act' as const), action, ending: fc.constant(true as const) },
      { requiredKeys: ['kind', 'action'] },
    ),
    fc.record({ kind: fc.constant('block' as const), lanes: fc.array(fc.array(action)) }),
  );
  const arrivals = clients.map((_, at): Step => ({ kind: 'act', action: { kind: 'connect', client: at } }));
  return fc.array(step).map((steps) => ({ clients, steps: [...arrivals, ...steps] }));
});

test('every scenario comes back from its file as it was, and the file is as its schema says', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const text = replayText({ ...replay, scenario });
      expect(parseReplay(text)).toEqual({ ...replay, scenario });
      expect(schemaFaults(schema, JSON.parse(text))).toEqual([]);
    }),
  );
});

test('failures are saved beside each other, and read back', () => {
  const directory = mkdtempSync(join(tmpdir(), 'parley-replay-'));
  try {
    const failures = ['tea/connect', 'tea/Chatting/Say'].map((clause) =>
      failure([connect(0)], fault({ kind: 'missing', connection: 0, entry: 1, clause })),
    );
    const saved = writeReplays(join(directory, 'new', 'folder'), report({ failures }));
    expect(failures.map((one) => saved.get(one))).toEqual(
      [1, 2].map((n) => join(directory, 'new', 'folder', `tea-${n}.json`)),
    );
    expect([...saved.values()].map((path) => readReplay(path).requirement)).toEqual([
      'tea/connect',
      'tea/Chatting/Say',
    ]);
    writeReplays(join(directory, 'none'), report());
    expect(readdirSync(directory)).toEqual(['new']);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

/** A valid file with one thing changed in it. */
const changed = (path: readonly (string | number)[], value: unknown): string =>
  altered(replayText(replay), path, value);

const written = ['scenario', 'steps', 2, 'action', 'writes', 0, 0] as const;

const BAD: readonly (readonly [code: ReplayErrorCode, path: string, text: string])[] = [
  ['not-json', '', '{\n"a": b\n}'],
  ['not-a-replay', '', '[]'],
  ['not-a-replay', '', 'null'],
  ['not-a-replay', '', changed(['schema'], 'parley-report')],
  ['not-a-replay', '', '{}'],
  ['other-version', 'version', changed(['version'], 2)],
  ['wrong-type', 'version', changed(['version'], '1')],
  ['missing-field', 'protocol', changed(['protocol'], undefined)],
  ['unknown-field', 'sead', changed(['sead'], 1)],
  ['wrong-value', 'seed', changed(['seed'], 1.5)],
  ['wrong-type', 'scenario', changed(['scenario'], 'Ana')],
  ['wrong-type', 'scenario.clients[1]', changed(['scenario', 'clients', 1], null)],
  ['wrong-type', 'scenario.steps', changed(['scenario', 'steps'], {})],
  ['wrong-value', 'scenario.steps[0].kind', changed(['scenario', 'steps', 0, 'kind'], 'wait')],
  ['unknown-field', 'scenario.steps[0].endng', changed(['scenario', 'steps', 0, 'endng'], true)],
  ['wrong-value', 'scenario.steps[0].ending', changed(['scenario', 'steps', 0, 'ending'], false)],
  ['wrong-value', 'scenario.steps[1].action.client', changed(['scenario', 'steps', 1, 'action', 'client'], 2)],
  ['wrong-value', 'scenario.steps[1].action.client', changed(['scenario', 'steps', 1, 'action', 'client'], -1)],
  ['wrong-order', 'scenario.steps[1].action.client', changed(['scenario', 'steps', 1, 'action', 'client'], 0)],
  ['wrong-order', 'scenario.steps[0].action.client', changed(['scenario', 'steps', 0, 'action', 'kind'], 'close')],
  ['unknown-field', 'scenario.steps[0].action.writes', changed(['scenario', 'steps', 0, 'action', 'writes'], [])],
  ['missing-field', 'scenario.steps[2].action.writes[0][0]', changed(written, {})],
  ['unknown-field', 'scenario.steps[2].action.writes[0][0].hex', changed(written, { text: '', hex: '' })],
  ['wrong-value', 'scenario.steps[2].action.writes[0][0].hex', changed(written, { hex: 'abc' })],
  ['wrong-value', 'scenario.steps[2].action.writes[0][0].text', changed(written, { text: '\ud800' })],
  ['wrong-type', 'scenario.steps[2].action.writes[0][0].in', changed(written, { fresh: 'a', in: 'Text' })],
  ['wrong-type', 'scenario.steps[3].lanes[0]', changed(['scenario', 'steps', 3, 'lanes', 0], {})],
];

test.each(BAD)('%s at "%s" is refused', (code, path, text) => {
  const error = errorOf(() => parseReplay(text));
  expect({ code: error.code, path: error.path }).toEqual({ code, path });
  expect(error.message).not.toContain('\n');
});

test('a file that is not there is unreadable', () => {
  expect(errorOf(() => readReplay('/nowhere/tea-1.json')).code).toBe('unreadable');
});

test('every code has its section in the docs, and is tried here', () => {
  const page = readFileSync(new URL('../../../docs/conform.md', import.meta.url), 'utf8');
  for (const code of REPLAY_ERROR_CODES) expect(page).toContain(`\n### ${code}\n`);
  expect(new Set(['unreadable', ...BAD.map(([code]) => code)])).toEqual(new Set(REPLAY_ERROR_CODES));
});

function errorOf(action: () => unknown): ReplayError {
  try {
    action();
  } catch (error) {
    if (error instanceof ReplayError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
