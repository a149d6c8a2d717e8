import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GenerateResult, generateAll, specsIn } from './generate-folder.js';
import { root } from './test/emitted.js';

const LAMP = `/// A lamp that anybody can turn on and off.
protocol lamp

source "ours"

transport { tcp 7300; charset utf-8; framing line(64) }
delivery  total, atomic event

client {
  Turn = "TURN"
}

server {
  Turned = "TURNED"
  What   = "WHAT"
}

session {
  group all_here

  connect [ours] { join all_here; become Here }

  state Here {
    on Turn [ours] { send Turned to all all_here }
    unrecognized, invalid, overlong [ours] { reply What }
  }
}

example once "one turns it" [ours] {
  Ana connects
  Ana > "TURN" | Ana < "TURNED"
}
`;

describe('generating into a folder', () => {
  let folder: string;
  let out: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
    out = join(folder, 'generated');
    mkdirSync(join(folder, 'spec'));
    writeFileSync(join(folder, 'spec/lamp.parley'), LAMP);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const generate = (options: { check?: boolean } = {}): GenerateResult =>
    generateAll({ specs: specsIn(join(folder, 'spec')), out, base: folder, all: true, ...options });
  const kinds = (result: GenerateResult): readonly string[] =>
    result.changes.map(({ kind, path }) => `${kind} ${path}`);

  it('makes every file of a spec, and finds nothing to change afterwards', () => {
    expect(generate().protocols).toEqual(['lamp']);
    expect(readdirSync(join(out, 'lamp'))).toContain('types.ts');
    expect(readFileSync(join(out, 'index.ts'), 'utf8')).toContain("import('./lamp/index.js')");
    expect(kinds(generate({ check: true }))).toEqual([]);
  });

  it('makes the same bytes again', () => {
    const first = generate().files;
    expect([...generate().files]).toEqual([...first]);
  });

  it('finds under --check what is altered, missing and left over, and changes nothing', () => {
    generate();
    appendFileSync(join(out, 'lamp/types.ts'), '// mine\n');
    rmSync(join(out, 'lamp/model.ts'));
    writeFileSync(join(out, 'lamp/notes.txt'), 'mine');
    const expected = ['missing lamp/model.ts', 'extra lamp/notes.txt', 'altered lamp/types.ts'];
    expect(kinds(generate({ check: true }))).toEqual(expected);
    expect(kinds(generate({ check: true }))).toEqual(expected);
  });

  it('removes the folder of a spec that is gone, and no file that it did not make', () => {
    writeFileSync(join(folder, 'spec/lamp2.parley'), LAMP.replace('protocol lamp', 'protocol lamp-two'));
    generate();
    writeFileSync(join(out, 'lamp/notes.txt'), 'mine');
    rmSync(join(folder, 'spec/lamp2.parley'));
    generate();
    expect(existsSync(join(out, 'lamp-two'))).toBe(false);
    expect(existsSync(join(out, 'lamp/notes.txt'))).toBe(true);
  });

  it('keeps the other protocols when it is given one spec', () => {
    writeFileSync(join(folder, 'spec/lamp2.parley'), LAMP.replace('protocol lamp', 'protocol lamp-two'));
    generate();
    const one = generateAll({ specs: [join(folder, 'spec/lamp.parley')], out, base: folder, check: true });
    expect(kinds(one)).toEqual([]);
  });

  it('writes nothing when a spec has an error', () => {
    writeFileSync(
      join(folder, 'spec/bad.parley'),
      LAMP.replace('protocol lamp', 'protocol bad').replace('send Turned', 'send Turnt'),
    );
    const result = generate();
    expect(result.specs.flatMap(({ diagnostics }) => diagnostics.map(({ severity }) => severity))).toContain('error');
    expect(result.files.size).toBe(0);
    expect(existsSync(out)).toBe(false);
  });

  it('shows the errors of all specs', () => {
    for (const name of ['bad', 'worse']) {
      writeFileSync(
        join(folder, `spec/${name}.parley`),
        LAMP.replace('protocol lamp', `protocol ${name}`).replace('send Turned', 'send Turnt'),
      );
    }
    const wrong = generate().specs.filter(({ diagnostics }) => diagnostics.length > 0);
    expect(wrong.map(({ file }) => file)).toEqual(['spec/bad.parley', 'spec/worse.parley']);
  });

  it('refuses two specs of one protocol', () => {
    writeFileSync(join(folder, 'spec/other.parley'), LAMP);
    expect(() => generate()).toThrow('spec/lamp.parley and spec/other.parley are both specs of lamp');
  });
});

describe('what is checked in', () => {
  it('is what the specs say', () => {
    const result = generateAll({
      specs: specsIn(join(root, 'spec')),
      out: join(root, 'generated'),
      base: root,
      all: true,
      check: true,
    });
    expect(result.changes).toEqual([]);
  });
});
