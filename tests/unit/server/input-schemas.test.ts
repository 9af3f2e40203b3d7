import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const lib = join(import.meta.dirname, '../../../lib');
type Def = { readonly type: string; readonly [key: string]: unknown };
const defOf = (schema: unknown): Def => (schema as { readonly _zod: { readonly def: Def } })._zod.def;

/** Every schema that the modules export for what comes from outside, by its name. */
async function findSchemas(): Promise<readonly (readonly [string, z.ZodType])[]> {
  const modules = readdirSync(lib, { withFileTypes: true }).filter((entry) => entry.isDirectory() && readdirSync(join(lib, entry.name)).includes('schema.ts')).map((entry) => entry.name);
  const found = await Promise.all(modules.map(async (name) => {
    const exported = (await import(`../../../lib/${name}/schema.ts`)) as Record<string, unknown>;
    return Object.entries(exported).filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType).map(([key, schema]) => [`${name}.${key}`, schema] as const);
  }));
  return found.flat();
}

/** What is open in a schema: objects that take unknown keys, strings and lists without an end, page sizes above 100. */
function faultsOf(schema: unknown, path: string): readonly string[] {
  const def = defOf(schema);
  switch (def.type) {
    case 'object': {
      const isStrict = def.catchall !== undefined && defOf(def.catchall).type === 'never';
      return [...(isStrict ? [] : [`${path} takes unknown keys`]), ...Object.entries(def.shape as Record<string, unknown>).flatMap(([key, part]) => [...faultsOf(part, `${path}.${key}`), ...(key === 'size' && maxOf(part) > 100 ? [`${path}.size is more than 100`] : []), ...(/^(?:sort|order|orderBy|direction|by)$/.test(key) && !isListed(part) ? [`${path}.${key} is no list of words`] : [])])];
    }
    case 'string': {
      const { maxLength, format } = schema as { readonly maxLength: number | null; readonly format: string | null };
      return maxLength !== null || format !== null ? [] : [`${path} has no end`];
    }
    case 'array': {
      const hasEnd = ((def.checks ?? []) as { readonly _zod: { readonly def: { readonly check: string } } }[]).some((check) => ['max_length', 'length_equals'].includes(check._zod.def.check));
      return [...(hasEnd ? [] : [`${path} has no end`]), ...faultsOf(def.element, `${path}[]`)];
    }
    case 'optional': case 'nullable': case 'default': case 'prefault': case 'readonly': case 'catch': case 'nonoptional': return faultsOf(def.innerType, path);
    case 'pipe': return defOf(def.in).type === 'transform' ? faultsOf(def.out, path) : faultsOf(def.in, path);
    case 'union': return (def.options as readonly unknown[]).flatMap((option, index) => faultsOf(option, `${path}|${index}`));
    case 'record': return [...faultsOf(def.keyType, `${path} (key)`), ...faultsOf(def.valueType, `${path}{}`)];
    case 'tuple': return (def.items as readonly unknown[]).flatMap((item, index) => faultsOf(item, `${path}[${index}]`));
    case 'unknown': case 'any': return [`${path} takes anything`];
    default: return [];
  }
}

/** What lists are sorted by comes from a list of words. */
function isListed(schema: unknown): boolean {
  const def = defOf(schema);
  return def.innerType === undefined ? def.type === 'enum' || def.type === 'literal' : isListed(def.innerType);
}

function maxOf(schema: unknown): number {
  const def = defOf(schema);
  if (def.innerType !== undefined) return maxOf(def.innerType);
  return (schema as { readonly maxValue?: number }).maxValue ?? Number.POSITIVE_INFINITY;
}

/** Open on purpose, each with its reason. */
const known: readonly { readonly end: string; readonly why: string }[] = [
  { end: '.clientExtensionResults{} takes anything', why: 'what browsers add to a passkey; bounded by the body of 64 KiB, and never looked at' },
];

describe('S17 what comes from outside', () => {
  it('is read by schemas that refuse unknown keys, with an end to every text and list, and pages of a hundred at most', async () => {
    const schemas = await findSchemas();
    expect(schemas.length).toBeGreaterThan(60);
    const faults = schemas.flatMap(([name, schema]) => faultsOf(schema, name)).filter((fault) => !known.some(({ end }) => fault.endsWith(end)));
    expect(faults).toEqual([]);
  });

  it('a planted schema that is open in each way is found', () => {
    const open = z.object({ text: z.string(), list: z.array(z.number()), size: z.number().int().max(500), thing: z.unknown(), sort: z.string().max(20) });
    expect(faultsOf(open, 'x')).toEqual(['x takes unknown keys', 'x.text has no end', 'x.list has no end', 'x.size is more than 100', 'x.thing takes anything', 'x.sort is no list of words']);
    expect(faultsOf(z.strictObject({ text: z.string().max(5), id: z.uuid(), list: z.array(z.uuid()).max(3), size: z.number().max(100).default(30) }), 'x')).toEqual([]);
  });
});
