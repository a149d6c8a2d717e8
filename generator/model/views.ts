import type { Example, ExampleStep, Model } from '../../runtime/model.js';

/** One line of a user's screen. */
export interface ViewLine {
  readonly kind: 'typed' | 'received' | 'closed';
  /** The text on the wire; nothing where the connection was closed. */
  readonly text: string;
}

/** A figure of a spec's source: what one user's screen shows at one place of an example. */
export interface View {
  readonly example: string;
  readonly who: string;
  readonly figure: string;
  readonly lines: readonly ViewLine[];
}

/** Every view of a protocol's examples, in the order of the spec. */
export function viewsOf(model: Model): readonly View[] {
  return model.examples.flatMap((example) =>
    example.steps.flatMap((step, index) =>
      step.kind === 'view'
        ? [{ example: example.id, who: step.who, figure: step.figure, lines: linesOf(model, example, index, step.who) }]
        : [],
    ),
  );
}

/**
 * A figure as text: what the user typed stands behind `> `, a message's own line ends show as `⏎`.
 * @throws RangeError when the example has no such view.
 */
export function renderView(model: Model, example: string, who: string, figure: string): string {
  const view = viewsOf(model).find((one) => one.example === example && one.who === who && one.figure === figure);
  if (view === undefined) throw new RangeError(`example ${example} has no view of ${who} called ${figure}`);
  return view.lines.map(renderLine).join('\n');
}

export function renderLine({ kind, text }: ViewLine): string {
  const shown = text.replace(/\r?\n/g, '⏎');
  switch (kind) {
    case 'typed':
      return `> ${shown}`;
    case 'received':
      return shown;
    case 'closed':
      return '(the server closed the connection)';
  }
}

/** What a user typed and received up to a step, in this example and those that it goes on from. */
function linesOf(model: Model, example: Example, end: number, who: string): readonly ViewLine[] {
  const before = model.examples.find((one) => one.id === example.after);
  const earlier = before === undefined ? [] : linesOf(model, before, before.steps.length, who);
  return [...earlier, ...example.steps.slice(0, end).flatMap((step) => linesOfStep(step, who))];
}

function linesOfStep(step: ExampleStep, who: string): readonly ViewLine[] {
  if (step.kind === 'view') return [];
  const typed = step.who === who && step.act.kind === 'sends' ? step.act.texts : [];
  return [
    ...typed.map((text): ViewLine => ({ kind: 'typed', text })),
    ...step.expect
      .filter((one) => one.who.includes(who))
      .flatMap((one): readonly ViewLine[] =>
        one.kind === 'closed' ? [{ kind: 'closed', text: '' }] : one.texts.map((text) => ({ kind: 'received', text })),
      ),
  ];
}
