/** Reports of conformance runs: for people, for programs, and as files that play a failure again. */
export { coloursFor, type Screen } from './colour.js';
export { type ExchangeOptions, exchangeLines } from './exchange.js';
export { REPORT_VERSION, reportJson } from './json.js';
export { Progress } from './progress.js';
export { parseReplay, REPLAY_VERSION, type Replay, replayText } from './replay.js';
export { REPLAY_ERROR_CODES, ReplayError, type ReplayErrorCode } from './replay-error.js';
export { readReplay, writeReplays } from './replay-files.js';
export { type FinishedRun, worstStatus } from './run.js';
export { shellQuoted } from './shell.js';
export { type TerminalOptions, TerminalReport } from './terminal.js';
