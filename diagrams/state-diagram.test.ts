import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { protocols } from '../generated/index.js';
import { readSpec } from '../generator/front-end.js';
import type { SessionModel } from '../runtime/index.js';
import { stateDiagram } from './state-diagram.js';
import { transitionsOf } from './transitions.js';

const SPEC = `protocol door
transport { tcp 7; charset utf-8; framing line(64) }
delivery total, atomic event
client { Open = "OPEN"
  Leave = "LEAVE" }
server { Done = "DONE" }
session {
  world { locked: Lock = 0 }
  connect [ours] { become Shut }
  state Shut {
    on Open [ours] {
      when locked: world.locked = 1 { reply Done }
      else { either eager { become Wide } or lazy { undefined, others hear nothing { close } } }
    }
    on Leave [ours] { close }
    unrecognized, invalid, overlong [ours] { reply Done }
  }
  state Wide {
    on Leave [ours] { close }
    unrecognized, invalid, overlong [ours] { }
    disconnect [ours] { }
  }
}
Lock = [01] as integer(0..1)
`;

function door(): SessionModel {
  const { model, diagnostics } = readSpec('door.parley', SPEC);
  if (model === undefined) throw new Error(JSON.stringify(diagnostics));
  return model.session;
}

describe('the transitions of a session', () => {
  it('are one for each place that a clause can lead to, with the branches that lead there', () => {
    const shut = { state: 'Shut' };
    expect(transitionsOf(door()).map(({ from, to, label, ids }) => ({ from, to, label, ids }))).toEqual([
      { from: 'start', to: shut, label: 'connect', ids: ['door/connect'] },
      { from: shut, to: shut, label: 'Open [locked]', ids: ['door/Shut/Open/locked'] },
      { from: shut, to: { state: 'Wide' }, label: 'Open [else, eager]', ids: ['door/Shut/Open/else/eager'] },
      { from: shut, to: 'undefined', label: 'Open [else, lazy]', ids: ['door/Shut/Open/else/lazy'] },
      { from: shut, to: 'end', label: 'Leave', ids: ['door/Shut/Leave'] },
      { from: shut, to: shut, label: 'unrecognized', ids: ['door/Shut/unrecognized'] },
      { from: shut, to: shut, label: 'invalid', ids: ['door/Shut/invalid'] },
      { from: shut, to: shut, label: 'overlong', ids: ['door/Shut/overlong'] },
      { from: shut, to: 'end', label: 'disconnect', ids: ['door/Shut/disconnect'] },
      { from: { state: 'Wide' }, to: 'end', label: 'Leave', ids: ['door/Wide/Leave'] },
      ...['unrecognized', 'invalid', 'overlong'].map((label) => {
        const wide = { state: 'Wide' };
        return { from: wide, to: wide, label, ids: [`door/Wide/${label}`] };
      }),
      { from: { state: 'Wide' }, to: 'end', label: 'disconnect', ids: ['door/Wide/disconnect'] },
    ]);
  });
});

/** All texts of a drawing, in its order. */
function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
}

describe('a state diagram', () => {
  it('marks what has been covered, by a sign too, and a transition of several by the worst of them', async () => {
    const svg = await stateDiagram(door(), {
      id: 'door',
      title: 'The door',
      markOf: (id) => (id.endsWith('/lazy') ? 'failed' : id.includes('/Wide/') ? 'uncovered' : 'covered'),
      markOfState: (name) => (name === 'Wide' ? 'uncovered' : undefined),
    });
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining(['✓ connect', '✗ Open [else, lazy]', '○ Leave', '○ overlong', '○ Wide', 'Shut']),
    );
    expect(svg).toContain('Shut to undefined: Open [else, lazy] (failed).');
  });

  it('says in words what it shows, under ids of its own', async () => {
    const svg = await stateDiagram(door(), { id: 'door', title: 'The <door>' });
    const read = new XMLParser({ ignoreAttributes: false }).parse(svg).svg;
    expect(read['@_role']).toBe('img');
    expect(read.title).toEqual({ '#text': 'The &#60;door&#62;', '@_id': 'door-title' });
    expect(read.desc['#text']).toContain('the start to Shut: connect. Shut stays: Open [locked]. Shut to Wide: Open');
    expect([read['@_aria-labelledby'], read['@_aria-describedby']]).toEqual(['door-title', 'door-desc']);
  });

  it.each(Object.keys(protocols) as (keyof typeof protocols)[])('shows all of %s', async (name) => {
    const { model } = await protocols[name]();
    const svg = await stateDiagram(model.session, { id: name, title: name });
    expect(XMLValidator.validate(svg)).toBe(true);
    const texts = textsOf(svg);
    expect(texts).toEqual(expect.arrayContaining(model.session.states.map((state) => state.name)));
    expect(texts).toEqual(expect.arrayContaining(transitionsOf(model.session).map(({ label }) => label)));
    // Nothing without a place: what the layout lost would stand in the corner.
    expect(svg).not.toMatch(/NaN|Infinity|undefined undefined/);
  });
});
