import { isWellFormed } from '../../runtime/index.js';
import { ReplayError } from './replay-error.js';

/** A value of a JSON document and where it stands, so that what is wrong with it can be said. */
export class Field {
  constructor(
    readonly path: string,
    readonly value: unknown,
  ) {}

  get isObject(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.object(), name);
  }

  get(name: string): Field {
    const path = this.path === '' ? name : `${this.path}.${name}`;
    const object = this.object();
    if (!Object.hasOwn(object, name)) throw new ReplayError('missing-field', path, 'it is missing');
    return new Field(path, object[name]);
  }

  /** Refuses fields of other names: a misspelt one would be passed over in silence. */
  only(...names: readonly string[]): void {
    const unknown = Object.keys(this.object()).find((name) => !names.includes(name));
    if (unknown === undefined) return;
    throw new ReplayError(
      'unknown-field',
      this.path === '' ? unknown : `${this.path}.${unknown}`,
      `known here are ${names.join(', ')}`,
    );
  }

  text(): string {
    if (typeof this.value !== 'string') throw this.wrongType('a string');
    if (!isWellFormed(this.value)) throw new ReplayError('wrong-value', this.path, 'it has half of a surrogate pair');
    return this.value;
  }

  integer(): number {
    if (typeof this.value !== 'number') throw this.wrongType('a number');
    if (!Number.isSafeInteger(this.value)) throw new ReplayError('wrong-value', this.path, 'it must be a whole number');
    return this.value;
  }

  list(): readonly Field[] {
    if (!Array.isArray(this.value)) throw this.wrongType('a list');
    return this.value.map((item: unknown, at) => new Field(`${this.path}[${at}]`, item));
  }

  oneOf<Word extends string>(words: readonly Word[]): Word {
    const text = this.text();
    const found = words.find((word) => word === text);
    if (found === undefined)
      throw new ReplayError(
        'wrong-value',
        this.path,
        `it must be ${words.join(', ')}, and not ${JSON.stringify(text)}`,
      );
    return found;
  }

  private object(): Readonly<Record<string, unknown>> {
    if (!this.isObject) throw this.wrongType('an object');
    return this.value as Readonly<Record<string, unknown>>;
  }

  private wrongType(wanted: string): ReplayError {
    const is =
      this.value === null
        ? 'null'
        : Array.isArray(this.value)
          ? 'a list'
          : `a ${typeof this.value}`.replace('a o', 'an o');
    return new ReplayError('wrong-type', this.path, `it must be ${wanted}, and not ${is}`);
  }
}

export function rootField(value: unknown): Field {
  return new Field('', value);
}
