import { observingPosition } from '../../scenario/observer.js';
import { plannerOf } from '../../scenario/planner.js';
import type { Action } from '../../scenario/scenario.js';
import { Script } from '../../scenario/script.js';
import {
  type CasePlan,
  caseOf,
  type FamilyContext,
  openingScript,
  positionName,
  startingWorld,
  suiteAim,
} from '../family.js';
import { linesOf, withoutEnd } from '../framing/lines.js';
import { proveLife } from './proof.js';

const CUTS = ['halfClose', 'close', 'reset'] as const;
type Cut = (typeof CUTS)[number];
const CUT_NAMES: Readonly<Record<Cut, string>> = { halfClose: 'half-close', close: 'close', reset: 'reset' };

/**
 * How many come and go when many do: more than there are places in most pools of threads. Where nothing tells a server of
 * the end but an error, more of them.
 */
const MANY: Readonly<Record<Cut, number>> = { halfClose: 20, close: 20, reset: 52 };

/** Half a line, then a cut, wherever a client can be: what was not ended counts for nothing. Line framing alone has it. */
export function* halfLineCases(context: FamilyContext): Generator<CasePlan> {
  const planner = plannerOf(context.protocol, startingWorld(context));
  if (context.protocol.model.framing.client.kind !== 'line') return;
  const settled = observingPosition(planner.rehearsal);
  const situations = planner.situations.filter(({ observers }) => observers === 1);
  const inside = (position: string): number => (position === settled ? 0 : 1);
  for (const { stage, actor, position } of [...situations].sort((a, b) => inside(a.position) - inside(b.position))) {
    for (const cut of CUTS) {
      const script = new Script(planner.rehearsal, stage);
      const [line] = linesOf(script, actor, 1);
      if (line === undefined) continue;
      script.act({ kind: 'write', client: actor, writes: [withoutEnd(script, line)] });
      script.act({ kind: cut, client: actor });
      proveLife(script);
      yield caseOf(
        'survival',
        `half a line, then ${CUT_NAMES[cut]}, ${positionName(position)}`,
        script,
        suiteAim(context, 'survival'),
      );
    }
  }
}

/** Connections that are cut before they have said anything: one, then many, each way. */
export function* cutCases(context: FamilyContext): Generator<CasePlan> {
  for (const many of [false, true]) {
    for (const cut of CUTS) {
      const times = many ? MANY[cut] : 1;
      const script = openingScript(context);
      script.enter();
      for (let i = 0; i < times; i++) script.act({ kind: cut, client: script.connect() } satisfies Action);
      proveLife(script);
      const name = many ? `${times} times connect, then ${CUT_NAMES[cut]}` : `connect, then ${CUT_NAMES[cut]}`;
      yield caseOf('survival', name, script, suiteAim(context, 'survival'));
    }
  }
}
