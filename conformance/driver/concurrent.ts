import type { Action } from '../scenario/scenario.js';
import type { CaseRun } from './case-run.js';
import type { ClientConnection } from './connection.js';
import type { OutgoingBytes, OutgoingMessages } from './messages.js';
import { endOfWild, type Pace } from './sequential.js';
import { Stopped } from './stopped.js';
import { TokenWatch } from './token-watch.js';
import { turn } from './turns.js';

/** What the lanes of a block share. */
interface Block {
  readonly run: CaseRun;
  readonly messages: OutgoingMessages;
  readonly pace: Pace;
  /** Bytes of one message under chunk framing: what is longer has more than one effect to wait for. */
  readonly chunkBytes: number;
  running: number;
  /** Of those, the ones that wait to hear something. */
  hearing: number;
  halted: boolean;
}

/** Runs lanes side by side; over when all have done their actions and nothing is owed any more. */
export async function performBlock(
  run: CaseRun,
  lanes: readonly (readonly Action[])[],
  messages: OutgoingMessages,
  framing: { readonly kind: Pace; readonly max: number },
): Promise<void> {
  run.deadline.start();
  const block: Block = {
    run,
    messages,
    pace: framing.kind,
    chunkBytes: framing.max,
    running: lanes.length,
    hearing: 0,
    halted: false,
  };
  let failure: { readonly error: unknown } | undefined;
  const tasks = lanes.map(async (actions) => {
    try {
      await runLane(block, actions);
    } catch (error) {
      // A stop is told to the block itself by its own wait.
      if (!(error instanceof Stopped)) failure ??= { error };
    }
    block.running -= 1;
    run.watch.ring();
  });
  try {
    const judgement = await run.settle(() => block.running === 0);
    for (const { client } of lanes.flat()) {
      const connection = run.connection(client);
      if (connection !== undefined) await endOfWild(run, connection, judgement);
    }
  } finally {
    block.halted = true;
    run.watch.ring();
    await Promise.all(tasks);
  }
  if (failure !== undefined) throw failure.error;
}

async function runLane(block: Block, actions: readonly Action[]): Promise<void> {
  const { run } = block;
  // How much this lane's client had read when it last did or heard something.
  let heard = run.recorder.of(actions[0]?.client ?? -1).bytes;
  for (const [i, action] of actions.entries()) {
    if (action.kind === 'connect') {
      const connection = run.open(action.client);
      await waitFor(block, () => connection.connected);
      if (block.pace === 'chunk') await waitFor(block, () => connection.used || oweNothing(run, connection));
      connection.settled = true;
      continue;
    }
    const connection = run.connection(action.client);
    if (connection === undefined || connection.gone) continue;
    const before = run.recorder.of(action.client).bytes;
    if (action.kind === 'hear') {
      await hear(block, connection, heard);
      heard = run.recorder.of(action.client).bytes;
      continue;
    }
    heard = before;
    if (action.kind === 'write') {
      // Before an end nothing has to be waited for: no server can have read the two as one.
      const waited = actions[i + 1]?.kind === 'halfClose' ? action.writes.length - 1 : action.writes.length;
      for (const [at, payload] of action.writes.entries()) {
        if (connection.gone) break;
        const message = block.messages.make(payload);
        if (at < waited) await writeInLane(block, connection, message);
        else run.write(connection, message.bytes);
      }
    } else if (action.kind === 'stall') {
      run.stall(connection);
    } else if (action.kind === 'halfClose' || action.kind === 'close' || action.kind === 'reset') {
      run.cut(connection, action.kind);
      await nextTurn(block);
    }
  }
}

/** Waits until more has come than was known; gives up where nothing more will, since everyone waits for somebody else. */
async function hear(block: Block, connection: ClientConnection, known: number): Promise<void> {
  const { run } = block;
  block.hearing += 1;
  try {
    await waitFor(
      block,
      () =>
        connection.gone ||
        run.recorder.of(connection.id).bytes > known ||
        (block.hearing === block.running && run.watch.current?.kind === 'complete'),
    );
  } finally {
    block.hearing -= 1;
  }
}

async function writeInLane(block: Block, connection: ClientConnection, { bytes, token }: OutgoingBytes): Promise<void> {
  const { run } = block;
  if (block.pace === 'line') {
    run.write(connection, bytes);
    await nextTurn(block);
    return;
  }
  // Where the first effect is not told by a token, all effects are waited for: fewer interleavings, never a wrong one.
  const watch =
    token !== undefined && bytes.length <= block.chunkBytes ? new TokenWatch(run.recorder, token) : undefined;
  try {
    run.write(connection, bytes);
    await waitFor(block, () => watch?.seen === true || connection.gone || oweNothing(run, connection));
  } finally {
    watch?.stop();
  }
}

/** Whether all that a connection's events have caused so far has come. */
function oweNothing(run: CaseRun, connection: ClientConnection): boolean {
  const judgement = run.watch.current;
  if (judgement?.kind === 'complete') return true;
  return judgement?.kind === 'late' && judgement.owed.every((debt) => debt.source !== connection.id);
}

async function nextTurn(block: Block): Promise<void> {
  await turn();
  check(block);
}

async function waitFor(block: Block, met: () => boolean): Promise<void> {
  for (check(block); !met(); check(block)) await block.run.watch.next();
}

function check(block: Block): void {
  block.run.check();
  if (block.halted) throw new Stopped({ kind: 'halted' });
}
