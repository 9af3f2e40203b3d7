import type { z } from 'zod';

export type Query = Readonly<Record<string, string | string[] | undefined>>;

/** One value of the address; a field left empty is no filter. */
export function readQuery(query: Query, name: string): string | undefined {
  const value = query[name];
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

/** What an address asks to see; a value that can't be meant filters nothing, and takes none of the others with it. */
export function readFilter<Shape extends z.ZodRawShape>(query: Query, schema: z.ZodObject<Shape>): z.output<z.ZodObject<Shape>> {
  const asked = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, readQuery(query, name)]));
  const faulty = new Set(schema.safeParse(asked).error?.issues.map((issue) => issue.path[0]));
  return schema.parse(Object.fromEntries(Object.entries(asked).filter(([name]) => !faulty.has(name))));
}

/** The same address with some values changed; null takes one away. */
export function hrefWith(path: string, query: Query, changes: Readonly<Record<string, string | null>>): string {
  const values = new URLSearchParams();
  for (const name of Object.keys(query)) {
    const value = readQuery(query, name);
    if (value !== undefined && !(name in changes)) values.set(name, value);
  }
  for (const [name, value] of Object.entries(changes)) if (value !== null) values.set(name, value);
  return values.size === 0 ? path : `${path}?${values.toString()}`;
}
