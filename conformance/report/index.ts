/** Reports of conformance runs: for people, for programs, and as files that play a failure again. */
export { coloursFor, type Environment, type Screen } from './colour.js';
export { type ExchangeOptions, exchangeLines } from './exchange.js';
export { explanationLines } from './explanation.js';
export { type GradescopeOptions, GradescopeReport } from './gradescope.js';
export { HtmlReport, type HtmlReportOptions } from './html/index.js';
export { REPORT_VERSION, reportJson } from './json.js';
export { type JunitOptions, junitXml } from './junit.js';
export {
  KnownFailuresError,
  type KnownFailuresFile,
  readKnownFailures,
  updateKnownFailures,
} from './known-failures-file.js';
export { Progress } from './progress.js';
export { parseReplay, REPLAY_VERSION, type Replay, replayText } from './replay.js';
export { REPLAY_ERROR_CODES, ReplayError, type ReplayErrorCode } from './replay-error.js';
export { readReplay, writeReplays } from './replay-files.js';
export { type FinishedRun, worstStatus } from './run.js';
export { SCRIPT_EXTENSIONS, scriptCommand } from './script/index.js';
export { ScriptFiles } from './script-files.js';
export { shellQuoted } from './shell.js';
export { type TapOptions, tapText } from './tap.js';
export { type TerminalOptions, TerminalReport } from './terminal.js';
export { DEFAULT_WEIGHTS, readWeights, type Weights, WeightsError } from './weights.js';
