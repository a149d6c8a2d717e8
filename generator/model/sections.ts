import type {
  DeliverySection,
  DirectionSection,
  ExampleSection,
  PromiseSection,
  RuleDefinition,
  Section,
  SessionSection,
  SourceSection,
  Syntax,
  TransportSection,
} from '../language/syntax/index.js';
import type { Context } from './context.js';

/** The sections of a spec by what they are. A missing one has been reported. */
export interface Sections {
  readonly sources: readonly SourceSection[];
  readonly transport: TransportSection | undefined;
  readonly delivery: DeliverySection | undefined;
  readonly promises: readonly PromiseSection[];
  readonly rules: readonly RuleDefinition[];
  readonly client: DirectionSection | undefined;
  readonly server: DirectionSection | undefined;
  readonly session: SessionSection | undefined;
  readonly examples: readonly ExampleSection[];
}

export function gatherSections(syntax: Syntax, context: Context): Sections {
  const all = <Kind extends Section['kind']>(kind: Kind): readonly Extract<Section, { kind: Kind }>[] =>
    syntax.sections.filter((section): section is Extract<Section, { kind: Kind }> => section.kind === kind);

  const only = <Kind extends Section>(found: readonly Kind[], what: string, example: string): Kind | undefined => {
    const [first, ...others] = found;
    for (const other of others) {
      // `found` has a first one where it has others.
      context.report.add('P215', other.span, { what: `\`${what}\``, line: first?.span.start.line ?? 0 });
    }
    if (first === undefined) {
      const start = syntax.name?.span ?? { start: { line: 1, column: 1 } };
      context.report.add('P214', start, { what: `\`${what}\``, example });
    }
    return first;
  };

  const directions = all('direction');
  if (syntax.name === undefined) context.report.add('P109', { start: { line: 1, column: 1 } }, {});
  return {
    sources: all('source'),
    transport: only(all('transport'), 'transport', 'transport { tcp 12345; charset utf-8; framing line(1024) }'),
    delivery: only(all('delivery'), 'delivery', 'delivery fifo, atomic send'),
    promises: all('promise'),
    rules: all('rule'),
    client: only(
      directions.filter((one) => one.direction === 'client'),
      'client',
      'client { Message = … }',
    ),
    server: only(
      directions.filter((one) => one.direction === 'server'),
      'server',
      'server { Message = … }',
    ),
    session: only(all('session'), 'session', 'session { connect { … } state Name { … } }'),
    examples: all('example'),
  };
}
