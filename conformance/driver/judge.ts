import type { ConnectionId } from '../../runtime/index.js';
import type { Judgement } from '../oracle/judgement.js';
import type { Trace, TraceEntry } from '../oracle/trace.js';

/** What the driver needs of the oracle: it is told what happens, and says whether a step is over. One for each run. */
export interface Judge {
  /** Appends to the trace. */
  add(entry: TraceEntry): void;
  readonly trace: Trace;
  /** Cheap: asked after every turn of the event loop in which something happened. */
  judge(): Judgement;
  /** The whole search: asked before anything is held against the server for not having come. */
  judgeFully(): Judgement;
  /** How many of its writes the server has surely read, for each connection, as the last judgement has it; none where it is not known. */
  writesRead(): ReadonlyMap<ConnectionId, number>;
}
