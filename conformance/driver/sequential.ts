import type { Judgement } from '../oracle/judgement.js';
import { type Action, numbered } from '../scenario/scenario.js';
import type { CaseRun } from './case-run.js';
import type { ClientConnection } from './connection.js';
import { isWorthFilling } from './filling-time.js';
import type { OutgoingMessages } from './messages.js';
import { turn } from './turns.js';

/** What the framing allows to follow a write at once. */
export type Pace = 'line' | 'chunk';

/** Performs an action alone, and waits until all that it owes has come. */
export async function performAlone(
  run: CaseRun,
  action: Action,
  messages: OutgoingMessages,
  pace: Pace,
): Promise<void> {
  run.deadline.start();
  if (action.kind === 'connect') {
    const connection = run.open(action.client);
    await run.settle(() => connection.connected);
    connection.settled = true;
    return;
  }
  const connection = run.connection(action.client);
  // A reset has taken it: what is not there can't be written to, and what is not written stands in no trace.
  if (connection === undefined || connection.gone) return;
  if (action.kind === 'write') {
    await writeAlone(run, connection, action, messages, pace);
    return;
  }
  if (action.kind === 'fill') {
    await fill(run, connection, action, messages, pace);
    return;
  }
  // Each step waits for all that it owes: there is nothing left to be heard.
  if (action.kind === 'hear') return;
  if (action.kind === 'rest') {
    const { clock, setup } = run;
    const until = clock.now() + action.ms;
    await run.settle(() => connection.gone || (setup.resting?.aborted ?? clock.now() >= until));
    run.deadline.start();
    return;
  }
  if (action.kind === 'stall') {
    run.stall(connection);
    return;
  }
  run.cut(connection, action.kind);
  await endOfWild(run, connection, await run.settle());
}

async function writeAlone(
  run: CaseRun,
  connection: ClientConnection,
  action: Action & { kind: 'write' },
  messages: OutgoingMessages,
  pace: Pace,
): Promise<void> {
  for (const [i, payload] of action.writes.entries()) {
    if (i > 0) {
      // Under chunk framing nothing may follow a write until it has been read; under line framing only its segment is its own.
      if (pace === 'chunk') {
        await run.settle();
        run.deadline.start();
      } else await turn();
      run.check();
    }
    if (connection.gone) break;
    run.write(connection, messages.make(payload).bytes);
  }
  await run.settle();
}

/** Messages that are sent in one write where they may be. */
const FILL_LINES = 64;

/** Each has arrived wherever it is read before the next is sent; no more than what is needed to fill what is not read. */
async function fill(
  run: CaseRun,
  connection: ClientConnection,
  action: Action & { kind: 'fill' },
  messages: OutgoingMessages,
  pace: Pace,
): Promise<void> {
  const { clock, setup, recorder } = run;
  const { fillBytes, fillMs } = setup.limits;
  const [before, since] = [recorder.sentBytes, clock.now()];
  const share = (): number => (recorder.sentBytes - before) / fillBytes;
  const atOnce = pace === 'chunk' ? 1 : FILL_LINES;
  for (const one of run.stalled) recorder.overfull(one.id);
  let made = 0;
  const more = (): Uint8Array => {
    const payload = Array.from({ length: atOnce }, () => numbered(action, made++)).flat();
    return messages.make(payload).bytes;
  };
  let next = more();
  while (isWorthFilling(share(), clock.now() - since, fillMs)) {
    if (connection.gone) break;
    run.deadline.start();
    run.write(connection, next);
    // While the server is at work.
    next = more();
    await run.settle();
  }
}

/** Gives a connection that is not judged some time to end after its half-close, so that what comes of it is seen here. */
export async function endOfWild(
  run: CaseRun,
  connection: ClientConnection,
  judgement: Judgement & { kind: 'complete' },
): Promise<void> {
  if (connection.cut !== 'halfClose' || !judgement.wild.some((one) => one.connection === connection.id)) return;
  const { clock, setup } = run;
  const until = clock.now() + setup.limits.wildMs;
  await run.settle(() => connection.end !== undefined || clock.now() >= until);
}
