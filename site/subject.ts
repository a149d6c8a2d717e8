import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueOf, idsOf } from '../conformance/engine/catalogue.js';
import type { Requirement } from '../conformance/engine/events.js';
import { requirementsOf } from '../conformance/engine/requirements.js';
import type { CasePlan } from '../conformance/families/family.js';
import { protocols } from '../generated/index.js';
import { type CheckedSpec, checkSpec } from '../generator/generate.js';
import type { Message, Model, Protocol } from '../runtime/index.js';
import { type SinceEarlier, sinceEarlier } from './earlier-version.js';

/** All that is known of a protocol, from which its pages are made. */
export interface Subject {
  readonly protocol: Protocol;
  readonly model: Model;
  /** The spec as it was read, with what the analysis finds in it. */
  readonly spec: CheckedSpec;
  readonly vectors: Vectors;
  readonly requirements: readonly Requirement[];
  /** What has changed since another version of the spec. */
  readonly earlier: SinceEarlier;
  /** The suite's cases that come to each clause and branch. */
  readonly casesOf: ReadonlyMap<string, readonly CasePlan[]>;
}

/** What of `vectors.json` the pages show (docs/vectors.schema.json). */
export interface Vectors {
  readonly client: Readonly<Record<string, VectorLists>>;
  readonly server: VectorLists;
}

export interface VectorLists {
  readonly valid: readonly { readonly text: string; readonly hex: string; readonly message: Message }[];
  readonly invalid: readonly {
    readonly text: string;
    readonly hex: string;
    /** The message that it nearly is, and what it is read as. */
    readonly not: string;
    readonly read: Message | null;
  }[];
}

/** Cases to look for examples in: the fixed ones, and some of the generated. */
const CASES = { seed: 1, runs: 2 };

/**
 * Every protocol that is generated, in the order of their names.
 * @param since - the revision that each spec is compared with, where one is asked for.
 */
export async function subjects(root: string, since?: string): Promise<readonly Subject[]> {
  return Promise.all(Object.values(protocols).map(async (load) => subjectOf(await load(), root, since)));
}

function subjectOf(protocol: Protocol, root: string, since: string | undefined): Subject {
  const { model } = protocol;
  const spec = checkSpec({ file: model.file, text: readFileSync(join(root, model.file), 'utf8') });
  const vectors: Vectors = JSON.parse(readFileSync(join(root, 'generated', model.name, 'vectors.json'), 'utf8'));
  return {
    protocol,
    model,
    spec,
    vectors,
    requirements: requirementsOf(model),
    earlier: sinceEarlier(root, spec, model, since),
    casesOf: casesById(protocol),
  };
}

function casesById(protocol: Protocol): ReadonlyMap<string, readonly CasePlan[]> {
  const found = new Map<string, CasePlan[]>();
  for (const plan of catalogueOf({ protocol, ...CASES }).cases) {
    for (const id of idsOf(protocol, plan)) {
      const plans = found.get(id);
      if (plans === undefined) found.set(id, [plan]);
      else plans.push(plan);
    }
  }
  return found;
}
