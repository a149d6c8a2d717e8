import { describe, expect, it } from 'vitest';
import type { Model } from '../../../runtime/model.js';
import { readSpec } from '../../front-end.js';
import { sampleSpec, specs } from '../../language/test/specs.js';
import { checkExamples } from '../check-examples.js';
import { renderView, viewsOf } from '../views.js';

function modelOf(text: string): Model {
  const { model, diagnostics } = readSpec('a.parley', text);
  if (model === undefined) throw new Error(JSON.stringify(diagnostics, undefined, 1));
  return model;
}

const specOf = (name: string): Model => modelOf(specs.find(({ file }) => file === `spec/${name}.parley`)?.text ?? '');

describe('examples', () => {
  it('`all` is who is connected, without whom the step closes', () => {
    const examples = [
      'example one {',
      '  Ana connects',
      '  Bob connects',
      '  Ana > "ana" | all < "x"',
      '  Ana > "no" | Ana closed | all < "x"',
      '  Ana connects | all < "x"',
      '  Bob closes | all < "x"',
      '}',
    ].join('\n');
    const [example] = modelOf(sampleSpec({ examples })).examples;
    const heard = example?.steps.flatMap((step) =>
      step.kind === 'act' ? step.expect.flatMap((one) => (one.kind === 'hears' ? [one.who] : [])) : [],
    );
    expect(heard).toEqual([['Ana', 'Bob'], ['Bob'], ['Bob', 'Ana'], ['Ana']]);
  });

  it('go on from another one, wherever it stands', () => {
    const examples = 'example two after one {\n  Ana > "ana" | Ana < "HELLO ana"\n}\nexample one {\n  Ana connects\n}';
    const model = modelOf(sampleSpec({ examples }));
    expect(checkExamples(model)).toEqual([]);
    expect(model.examples.map((one) => one.id)).toEqual(['two', 'one']);
  });

  it('are explained by any outcome that the session allows', () => {
    const chatting =
      '  state Chatting { on Add(n) { reply Sum(n) }; on Say(text) { either { reply No } or loud { may send Said(self.name, any("x")) to all chat; any number of No } }; unrecognized, overlong { reply No } }';
    const check = (step: string) =>
      checkExamples(
        modelOf(
          sampleSpec({
            chatting,
            examples: `example one {\n  Ana connects\n  Ana > "ana" | Ana < "HELLO ana"\n  Ana > "hi" ${step}\n}`,
          }),
        ),
      ).map((one) => one.hint);
    expect(check('| Ana < "NO"')).toEqual([]);
    expect(check('')).toEqual([]);
    expect(check('| Ana < "ana: anything"')).toEqual([]);
    expect(check('| Ana < "ana: anything" "NO" "NO"')).toEqual([]);
    expect(check('| Ana < "NO" "ana: anything"')).toEqual(['by the session it is `Ana < "NO"`']);
    expect(check('| Ana closed')).toEqual(['by the session it is `Ana < "NO"`']);
  });

  it('run in many outcomes at once without many worlds', () => {
    const chatting =
      '  state Chatting { on Add(n) { reply Sum(n) }; on Say(text) { either a { send Said(self.name, text) to all chat } or b { send Said(self.name, text) to all chat } }; unrecognized, overlong { reply No } }';
    const steps = Array.from({ length: 40 }, () => '  Ana > "hi" | Ana < "ana: hi"').join('\n');
    const examples = `example one {\n  Ana connects\n  Ana > "ana" | Ana < "HELLO ana"\n${steps}\n}`;
    expect(checkExamples(modelOf(sampleSpec({ chatting, examples })))).toEqual([]);
  });
});

describe('views', () => {
  it('show every figure that is an exchange', () => {
    const figures = (name: string) => viewsOf(specOf(name)).map((view) => Number(view.figure.replace('Fig. ', '')));
    expect(new Set(figures('chat-basic'))).toEqual(new Set([2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]));
    expect(new Set(figures('chat-private'))).toEqual(new Set([2, 3, 4, 5, 6, 7]));
  });

  it('hold what the user typed and received, and nothing that others did', () => {
    expect(renderView(specOf('chat-private'), 'conversation', 'Pedro', 'Fig. 7').split('\n')).toEqual([
      'NAME',
      '> Pedro',
      'Welcome to the chat, Pedro!⏎',
      'Pedro has joined the chat.⏎',
      'Ana has joined the chat.⏎',
      'Luis: pendiente a todos les voy a escribir a cada uno por privado',
      '> ok gracias pendiente',
      'Pedro: ok gracias pendiente',
      '> \\w Gabriel hola... andgo',
      "User 'Gabriel' not found.",
      'Ana: creo que me desconectare pronto',
    ]);
    expect(renderView(specOf('chat-basic'), 'quit', 'Ana', 'Fig. 13').split('\n').slice(-2)).toEqual([
      '> QUIT',
      '(the server closed the connection)',
    ]);
  });

  it('a figure that there is not is refused', () => {
    expect(() => renderView(specOf('chat-basic'), 'quit', 'Ana', 'Fig. 99')).toThrow(RangeError);
  });
});
