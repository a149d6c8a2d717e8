import type { Expr, Protocol } from '../../runtime/index.js';
import type { SeenMessage } from '../oracle/messages-seen.js';
import { Derivations } from './derivation.js';
import { TextShapes } from './text-shapes.js';
import { type Definition, definitionsOf, type Way } from './ways.js';

/** A way of the grammar, and whether a message of an accepted case went it. */
export interface WaySeen extends Way {
  /** Whether one did. */
  readonly covered: boolean;
}

/** What is watched of one message: how it is made, and what nobody has seen of it yet. */
interface Watched {
  readonly parts: readonly Expr[];
  readonly occurs: Way | undefined;
  readonly open: Set<Way>;
  /** Texts of it that have not been looked at. */
  readonly texts: Set<string>;
  readonly shapes: TextShapes;
  /** The shapes of texts of it that have been looked at: another text of such a shape goes the same ways. */
  readonly shapesSeen: Set<string>;
}

/** A case in which one message comes more often than that repeats itself: what it can show, the first of them show. */
const MOST_OF_A_CASE = 100;
/** So many characters are kept before they are looked at. */
const MOST_KEPT = 1_000_000;

/** Collects which of the ways that a grammar leaves open were gone by messages of accepted cases. */
export class GrammarTally {
  private readonly definitions: ReadonlyMap<string, Definition>;
  private readonly watched: ReadonlyMap<string, Watched>;
  private readonly ways: ReadonlyMap<Expr, readonly Way[]>;
  private readonly derivations: Derivations;
  private readonly gone = new Set<Way>();
  private kept = 0;

  constructor({ model, codec }: Pick<Protocol, 'model' | 'codec'>) {
    this.definitions = new Map(definitionsOf(model).map((one) => [one.name, one]));
    this.ways = new Map([...this.definitions.values()].flatMap(({ ways }) => [...ways]));
    this.derivations = new Derivations(model, codec);
    const messages = [...model.messages.client, ...model.messages.server];
    this.watched = new Map(
      messages.map((message) => {
        const parts = message.parts.map(({ expr }) => expr);
        const watched: Watched = {
          parts,
          occurs: this.definitions.get(message.id)?.occurs,
          open: new Set(this.reachedFrom(message.id).flatMap(waysIn)),
          texts: new Set(),
          shapes: new TextShapes(model, parts),
          shapesSeen: new Set(),
        };
        return [message.id, watched];
      }),
    );
  }

  /** The messages of a case, sent and taken as the spec says: those are asked for of which something can still be learnt. */
  accept(messages: (wanted: (message: string) => boolean) => Iterable<SeenMessage>): void {
    const looked = new Map<string, number>();
    const wanted = (message: string): boolean => this.isOpen(message) && (looked.get(message) ?? 0) < MOST_OF_A_CASE;
    for (const { message, text } of messages(wanted)) {
      const watched = this.watched.get(message);
      if (watched === undefined || !wanted(message)) continue;
      looked.set(message, (looked.get(message) ?? 0) + 1);
      if (watched.occurs !== undefined) this.go(watched.occurs);
      if (!this.isOpen(message) || watched.texts.has(text)) continue;
      watched.texts.add(text);
      this.kept += text.length;
    }
    if (this.kept > MOST_KEPT) this.lookAtTexts();
  }

  /** All ways, in the order of the spec. */
  coverage(): readonly WaySeen[] {
    this.lookAtTexts();
    return [...this.definitions.values()].flatMap(waysIn).map((way) => ({ ...way, covered: this.gone.has(way) }));
  }

  /** The short ones first: most of what there is to be seen a few of them show, and then the others need not be derived. */
  private lookAtTexts(): void {
    for (const watched of this.watched.values()) {
      for (const text of [...watched.texts].sort((a, b) => a.length - b.length)) {
        if (watched.open.size === 0) break;
        this.lookAt(watched, text);
      }
      watched.texts.clear();
    }
    this.kept = 0;
  }

  private lookAt({ shapes, shapesSeen, parts }: Watched, text: string): void {
    const shape = shapes.of(text);
    if (shapesSeen.has(shape)) return;
    shapesSeen.add(shape);
    const choices = this.derivations.of(parts, text);
    if (typeof choices === 'string') return;
    for (const { expr, way } of choices) this.go(this.ways.get(expr)?.[way]);
  }

  private isOpen(message: string): boolean {
    return (this.watched.get(message)?.open.size ?? 0) > 0;
  }

  private go(way: Way | undefined): void {
    if (way === undefined || this.gone.has(way)) return;
    this.gone.add(way);
    for (const { open } of this.watched.values()) open.delete(way);
  }

  /** A definition, and those that it refers to. */
  private reachedFrom(name: string, reached = new Set<Definition>()): readonly Definition[] {
    const one = this.definitions.get(name);
    if (one !== undefined && !reached.has(one)) {
      reached.add(one);
      for (const below of one.refersTo) this.reachedFrom(below, reached);
    }
    return [...reached];
  }
}

function waysIn({ occurs, ways }: Definition): readonly Way[] {
  return [...(occurs === undefined ? [] : [occurs]), ...[...ways.values()].flat()];
}
