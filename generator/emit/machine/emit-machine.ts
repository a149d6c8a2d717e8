import { clausesOf, effectsIn } from '../../../runtime/walks.js';
import { Code } from '../code.js';
import type { Emission } from '../emission.js';
import { EmittedFile } from '../file.js';
import { quote } from '../literal.js';
import { MachineContext } from './context.js';
import { emitDispatch, emitLifecycle } from './dispatch.js';
import { planMachine } from './plan.js';
import { emitState } from './state.js';
import { emitAttributesOf, emitUser } from './user.js';
import { emitWorld, emitWorldProperties } from './world.js';

/** machine.ts: the first outcome of every event, in place. */
export function emitMachine(emission: Emission): string {
  const plan = planMachine(emission.model);
  const { model, className } = plan;
  const about =
    `The session of \`${model.name}\` as its reference server runs it: the first outcome of every event, in place, ` +
    'without a copy of the world and without a walk over lists that need not be walked.';
  const reserved = ['User', className, 'createMachine', 'attributesOf', 'Map', 'Array', 'Record', 'Error'];
  const file = new EmittedFile(emission.origin, about, reserved);
  const context = new MachineContext(emission, plan, file);

  emitConstants(context);
  emitUser(context, file);
  emitAttributesOf(context, file);
  file.doc(
    `The first outcome of every event of \`${model.name}\`. A method is named for the state and the trigger of its clause.`,
  );
  file.block(`class ${className} implements ${context.runtimeType('Machine')} {`, () => {
    const code = new Code(1);
    emitWorldProperties(context, code);
    emitDispatch(context, code);
    emitWorld(context, code);
    emitLifecycle(context, code);
    for (const state of model.session.states) emitState(context, code, state);
    file.append(code);
  });
  file.line().doc(`A machine for \`${model.name}\`, before anybody has connected.`);
  file.block(`export function createMachine(): ${context.runtimeType('Machine')} {`, () =>
    file.line(`return new ${className}();`),
  );
  return file.toString();
}

/** The texts of messages without fields, written once. */
function emitConstants(context: MachineContext): void {
  const { plan, model, file } = context;
  const sent = new Set<string>();
  for (const clause of clausesOf(model)) {
    for (const effect of effectsIn(clause.body)) {
      if (effect.kind === 'send' && plan.constant(effect.message) !== undefined) sent.add(effect.message);
    }
  }
  for (const message of sent) {
    file.line(`const ${plan.constant(message)} = ${context.codec()}.write({ kind: ${quote(message)} });`);
  }
  if (sent.size > 0) file.line();
}
