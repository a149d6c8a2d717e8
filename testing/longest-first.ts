import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, from the longest on: begun last, one of them would go on alone when all others are done. */
const LONGEST = [
  'site/test/site.test.ts',
  'conformance/test/engine/spawn.test.ts',
  'conformance/test/independent-servers.test.ts',
  'cli/test/conform.test.ts',
  'conformance/test/report/script.test.ts',
  'cli/test/matrix.test.ts',
  'conformance/test/engine/harm.test.ts',
  'docs/test/guide-commands.test.ts',
  'conformance/test/report/html.test.ts',
  'conformance/test/oracle-laws.test.ts',
  'generator/rules/test/same-language.test.ts',
];

/** Begins with what takes longest. Vitest knows that only of a run before, which a fresh clone has not had, and goes by the size of files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = LONGEST.findIndex((file) => moduleId.endsWith(`/${file}`));
      return found === -1 ? LONGEST.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
