import { emitArbitraries } from './arbitraries.js';
import { emitClient } from './client.js';
import { emitCodec } from './codec.js';
import type { Emitter } from './emission.js';
import { emitEncoder } from './encoder/encoder.js';
import { emitMachine } from './machine/emit-machine.js';
import { emitModel } from './model.js';
import { emitProtocolIndex } from './protocol-index.js';
import { emitReaders } from './readers.js';
import { emitSession } from './session.js';
import { emitTypes } from './types.js';
import { emitVectors } from './vectors.js';

/** What is emitted for a protocol, in order. A new kind of file is a new emitter and a line here. */
export const EMITTERS: readonly Emitter[] = [
  { path: 'types.ts', emit: emitTypes },
  { path: 'model.ts', emit: emitModel },
  { path: 'runs.ts', emit: (emission) => emitReaders(emission).runs },
  { path: 'parser.ts', emit: (emission) => emitReaders(emission).parser },
  { path: 'rules.ts', emit: (emission) => emitReaders(emission).rules },
  { path: 'encoder.ts', emit: emitEncoder },
  { path: 'codec.ts', emit: emitCodec },
  { path: 'session.ts', emit: emitSession },
  { path: 'machine.ts', emit: emitMachine },
  { path: 'client.ts', emit: emitClient },
  { path: 'arbitraries.ts', emit: emitArbitraries },
  { path: 'vectors.json', emit: emitVectors },
  { path: 'index.ts', emit: emitProtocolIndex },
];
