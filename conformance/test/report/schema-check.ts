import { isDeepStrictEqual } from 'node:util';

type Schema = Readonly<Record<string, unknown>>;

/** What of a value is not as a schema says: as much of JSON Schema as the schemas of docs/ use, and no more. */
export function schemaFaults(root: Schema, value: unknown, schema: Schema = root, path = '$'): readonly string[] {
  const known = new Set([
    '$schema',
    '$defs',
    '$ref',
    'title',
    'description',
    'type',
    'const',
    'enum',
    'oneOf',
    'pattern',
    'minimum',
    'items',
    'required',
    'properties',
    'additionalProperties',
  ]);
  const odd = Object.keys(schema).find((key) => !known.has(key));
  if (odd !== undefined) throw new Error(`${path}: the schema says ${odd}, which is not checked here`);
  const faults: string[] = [];
  const of = (part: unknown, inner: unknown, at: string): readonly string[] =>
    schemaFaults(root, inner, part as Schema, at);
  if (typeof schema['$ref'] === 'string')
    faults.push(...of((root['$defs'] as Schema)[schema['$ref'].replace('#/$defs/', '')], value, path));
  if (schema['type'] !== undefined && !hasType(value, schema['type']))
    return [...faults, `${path}: no ${String(schema['type'])}`];
  if ('const' in schema && !isDeepStrictEqual(schema['const'], value))
    faults.push(`${path}: not ${String(schema['const'])}`);
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value))
    faults.push(`${path}: none of ${schema['enum'].join()}`);
  if (Array.isArray(schema['oneOf'])) {
    const fitting = schema['oneOf'].filter((one) => of(one, value, path).length === 0).length;
    if (fitting !== 1) faults.push(`${path}: fits ${fitting} of the choices`);
  }
  if (typeof schema['pattern'] === 'string' && !new RegExp(schema['pattern'], 'u').test(String(value)))
    faults.push(`${path}: not ${schema['pattern']}`);
  if (typeof schema['minimum'] === 'number' && Number(value) < schema['minimum']) faults.push(`${path}: too small`);
  if (Array.isArray(value) && schema['items'] !== undefined)
    faults.push(...value.flatMap((item, at) => of(schema['items'], item, `${path}[${at}]`)));
  if (typeof value === 'object' && value !== null && schema['properties'] !== undefined) {
    const properties = schema['properties'] as Schema;
    for (const name of (schema['required'] ?? []) as readonly string[])
      if (!Object.hasOwn(value, name)) faults.push(`${path}.${name}: missing`);
    for (const [name, inner] of Object.entries(value)) {
      if (Object.hasOwn(properties, name)) faults.push(...of(properties[name], inner, `${path}.${name}`));
      else if (schema['additionalProperties'] === false) faults.push(`${path}.${name}: unknown`);
    }
  }
  return faults;
}

function hasType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'null':
      return value === null;
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}
