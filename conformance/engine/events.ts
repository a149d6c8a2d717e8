import type { Model } from '../../runtime/index.js';
import type { WaySeen } from '../grammar/grammar-tally.js';
import type { Fault, Judgement } from '../oracle/judgement.js';
import type { Trace } from '../oracle/trace.js';
import type { Scenario } from '../scenario/scenario.js';
import type { OrderSeen } from './observed-order.js';

/** What a reporter hears of a run, in order. The terminal, JSON and later reporters only consume this. */
export type RunEvent =
  | {
      readonly kind: 'start';
      readonly model: Model;
      readonly target: string;
      readonly seed: number;
      readonly runs: number;
      readonly requirements: readonly Requirement[];
      readonly cases: number;
    }
  | { readonly kind: 'case-start'; readonly id: string; readonly family: string; readonly number: number }
  | { readonly kind: 'case-end'; readonly result: CaseResult }
  /** A case was not run: it would have come to a standstill at once, at a requirement that is known to be broken. */
  | { readonly kind: 'case-blocked'; readonly id: string; readonly family: string; readonly requirement: string }
  /** A failing case is being replayed or shrunk. */
  | { readonly kind: 'confirming'; readonly id: string; readonly doing: 'replay' | 'shrink'; readonly tries: number }
  | { readonly kind: 'failure'; readonly failure: Failure }
  /** What is said of a requirement by now is new, or has changed; the report at the end has the last word. */
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'end'; readonly report: Report };

/** Something that a server is held to: a clause or a branch of the spec, or what holds for every server. */
export interface Requirement {
  /** A clause's id, or `protocol/suite/NAME` for what the suite asks of every server. */
  readonly id: string;
  /** RFC 2119. */
  readonly level: 'must' | 'should' | 'may';
  /** What it says: the clause's prose, or its text. */
  readonly text: string;
  /** The section of the source document. */
  readonly source?: string;
  /** Where it stands in the spec, as `file:line:column`. */
  readonly place?: string;
  /** `clause`: judged. `open`: a choice that is the server's, listed but never owed (arms of `either`, undefined cases). */
  readonly kind: 'clause' | 'branch' | 'open' | 'suite';
}

/** A case that was run. */
export interface CaseResult {
  /** `family/name`, stable between runs with one seed. */
  readonly id: string;
  /** The family that it belongs to. */
  readonly family: string;
  /** The requirement that the case was made for, if it was made for one. */
  readonly aim?: string;
  /** What was to be done. */
  readonly scenario: Scenario;
  /** What happened. */
  readonly trace: Trace;
  /** When each entry of the trace happened, in milliseconds since the first. */
  readonly times: readonly number[];
  /** What the oracle says of it. */
  readonly judgement: Judgement;
  /** How long it took, in milliseconds. */
  readonly ms: number;
  /** Why nothing can be said although the judgement would: our own fault, or the path's. */
  readonly inconclusive?: string;
  /** It was cut short before this requirement, which is known to be broken. */
  readonly cutAt?: string;
}

/** `known`: it fails, as the list of known failures says. */
export type VerdictKind = 'pass' | 'fail' | 'known' | 'warn' | 'info' | 'inconclusive' | 'blocked' | 'skipped';

/** What a run says of one requirement. */
export interface Verdict {
  /** Its id. */
  readonly requirement: string;
  readonly kind: VerdictKind;
  /** Why, for every kind but `pass`. */
  readonly reason?: string;
  /** How many cases exercised it. */
  readonly cases: number;
  /** Milliseconds spent on it: the cases that were made for it, and what it took to be sure of its failure. */
  readonly ms: number;
}

/** A failure that was confirmed by replaying it, and made as small as it could be. */
export interface Failure {
  /** The id of the requirement that is broken. */
  readonly requirement: string;
  /** RFC 2119. */
  readonly level: 'must' | 'should' | 'may';
  /** What is wrong, and where. */
  readonly fault: Fault;
  /** The smallest scenario found that still shows it, and what happened in it. */
  readonly scenario: Scenario;
  /** What happened in it. */
  readonly trace: Trace;
  /** When each entry of the trace happened, in milliseconds since the first, where that is known. */
  readonly times?: readonly number[];
  /** The case in which it was found first. */
  readonly found: string;
  /** In how many of how many repetitions of the smallest scenario, or where that failed in none, of the case, it failed again. */
  readonly confirmed: { readonly failed: number; readonly tries: number };
  /** What has become of the server since: where it is not replaced, it may not show the same failure again. */
  readonly since?: string;
  /** What the end of the run did not leave the time for. */
  readonly interrupted?: 'not confirmed' | 'not made smaller';
  /** The reason that the list of known failures gives. */
  readonly known?: string;
  /** How the server's process ended in it, and the last that it said. */
  readonly process?: string;
  /** How long what is missing was waited for, where the finding rests on waiting. */
  readonly waitedMs?: number;
  /** What is known of such a pattern. */
  readonly hint?: string;
}

/** An entry of the list of known failures that no longer holds. */
export interface StaleFailure {
  /** Its id. */
  readonly requirement: string;
  /** The kind of failure that was known. */
  readonly kind: string;
  /** What the list says of it. */
  readonly reason: string;
  /** Why it no longer holds. */
  readonly why: string;
}

/** What a run has come to. */
export interface Coverage {
  /** Clauses and guard sides, each with whether an accepted execution ran it. */
  readonly clauses: readonly { readonly id: string; readonly covered: boolean }[];
  /** Arms of `either`, `may` sends and undefined cases, and what was seen of them. */
  readonly open: readonly { readonly id: string; readonly seen: string }[];
  /** What the grammar leaves open, each with whether a message that was taken or sent in an accepted case is so. */
  readonly grammar: readonly WaySeen[];
}

/** 0 conformant, 1 a MUST is broken, 2 wrong use, 3 could not be judged. */
export type ExitStatus = 0 | 1 | 2 | 3;

/** All that a run says. */
export interface Report {
  /** The name of the protocol. */
  readonly protocol: string;
  /** The implementation, as it was named. */
  readonly target: string;
  /** What fixed the generated cases. */
  readonly seed: number;
  /** How many cases were generated beside those of the clauses. */
  readonly runs: number;
  readonly status: ExitStatus;
  /** One sentence: why it ended so. */
  readonly summary: string;
  /** What stopped the run before its end, where something did: what it did not come to is not known. */
  readonly halted?: string;
  /** One for each requirement, in the order of the spec. */
  readonly verdicts: readonly Verdict[];
  /** Every broken requirement, once. */
  readonly failures: readonly Failure[];
  /** Each makes the run fail. */
  readonly stale: readonly StaleFailure[];
  /** Which clauses and branches were come to. */
  readonly coverage: Coverage;
  /** Of the order in which messages came; absent where no two clients ever acted at the same time. */
  readonly order?: OrderSeen;
  /** What is no fault, and yet good to know: why the server is slow. */
  readonly remark?: string;
  /** How many cases ran, those included that were cut short. */
  readonly cases: number;
  /** How many did not run, since they would have stopped at what is known to be broken. */
  readonly casesBlocked: number;
  /** How many of the generated ones did not run, since the server left no time for them. */
  readonly casesLeftOut: number;
  /** How long it took, in milliseconds. */
  readonly ms: number;
}
