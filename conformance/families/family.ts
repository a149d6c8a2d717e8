import type { Protocol, World } from '../../runtime/index.js';
import { politeEnd } from '../scenario/ending.js';
import { plannerOf } from '../scenario/planner.js';
import type { Scenario } from '../scenario/scenario.js';
import { Script } from '../scenario/script.js';
import { openingStage } from '../scenario/stage.js';

/** Cases of one kind, all derived from a protocol's model. */
export interface Family {
  readonly name: string;
  /** What it is about, in a sentence. */
  readonly doc: string;
  /** The cases, the gentle ones first; the same ones for the same context. */
  cases(context: FamilyContext): Iterable<CasePlan>;
}

export interface FamilyContext {
  readonly protocol: Protocol;
  readonly seed: number;
  /** How many random scenarios a family that makes such is to make. */
  readonly runs: number;
  /**
   * The world in which the next case starts, nobody connected; asked anew for each case that is taken. Absent: the one
   * in which a server starts, always.
   */
  readonly world?: () => World;
}

/** A case, before it is run. */
export interface CasePlan {
  /** `family/name`, stable between runs with one seed. */
  readonly id: string;
  /** The family that it belongs to. */
  readonly family: string;
  /** The requirement that the case is made for, if it is made for one. */
  readonly aim?: string;
  readonly scenario: Scenario;
  /** It is run though the same has been run before: what goes wrong side by side does not go wrong every time. */
  readonly again?: true;
  /** It is run beside all others, and is over after them. */
  readonly beside?: true;
  /** One of as many random ones as are asked for: a slow server is not tried with all of them. */
  readonly generated?: true;
}

/** The world in which the next case starts. */
export function startingWorld({ protocol, world }: FamilyContext): World {
  return world?.() ?? protocol.session.initial;
}

/** A script in which nothing has happened yet, from the world in which the next case starts. */
export function openingScript(context: FamilyContext): Script {
  const world = startingWorld(context);
  return new Script(plannerOf(context.protocol, world).rehearsal, openingStage(world));
}

/** A script as a case, with a polite end. */
export function caseOf(family: string, name: string, script: Script, aim?: string | undefined): CasePlan {
  const { clients, steps } = script.scenario;
  return {
    id: `${family}/${name}`,
    family,
    ...(aim === undefined ? {} : { aim }),
    scenario: { clients, steps: [...steps, ...politeEnd(script.rehearsal, script.stage)] },
  };
}

/** An id of the spec without the protocol's name, for the name of a case. */
export function localId({ protocol }: FamilyContext, id: string): string {
  const prefix = `${protocol.model.name}/`;
  return id.startsWith(prefix) ? id.slice(prefix.length) : id;
}

/** What every server is held to, whatever its protocol. */
export function suiteAim({ protocol }: FamilyContext, name: string): string {
  return `${protocol.model.name}/suite/${name}`;
}

/** How many observers a case has, for its name. */
export const COMPANY = ['alone', 'with one other', 'with two others'] as const;

/** A position of a client, for the name of a case. */
export function positionName(position: string): string {
  return position.replaceAll(' ', ' in ');
}

/** The cases, without those that do the same as an earlier one. */
export function* distinct(cases: Iterable<CasePlan>): Generator<CasePlan> {
  const seen = new Set<string>();
  for (const one of cases) {
    const same = JSON.stringify(one.scenario.steps);
    if (seen.has(same) && one.again !== true) continue;
    seen.add(same);
    yield one;
  }
}
