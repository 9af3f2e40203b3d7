import { createHash } from 'node:crypto';

const encodings = ['hex', 'base64', 'base64url'] as const;
const unpadded = (bytes: Buffer) => encodings.map((encoding) => bytes.toString(encoding).replace(/=+$/, ''));

/** What is everybody's guess for a salt: names of the product, of tables and columns. */
const salts = ['databourse', 'Databourse', 'salt', 'Account', 'Identity', 'email'];

/** Every form in which somebody who knows an id or an address would look for it without a key, with a salt that is no secret too. */
export function plainHashes(value: string): string[] {
  const salted = salts.flatMap((salt) => [`${salt}${value}`, `${value}${salt}`, `${salt}:${value}`]);
  return ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) => [value, ...salted].flatMap((text) => unpadded(createHash(algorithm).update(text).digest())));
}

/** The same for an id as it is: as text, and its sixteen bytes. */
function formsOf(id: string): string[] {
  return [id, ...unpadded(Buffer.from(id.replaceAll('-', ''), 'hex'))];
}

export type Sought = {
  /** Ids of the vault, with the pseudonyms of the market: of neither may a plain hash be anywhere, and the ids themselves in the vault's table alone. */
  readonly people: readonly { readonly id: string; readonly accountId: string }[];
  /** May stand nowhere, nor a plain hash of one. */
  readonly addresses: readonly string[];
  /** May stand nowhere: passwords, tokens. */
  readonly words?: readonly string[];
};

/** One pass over each text and no expression that could look back: a seeded database holds files of megabytes. */
export async function findTraces(texts: AsyncIterable<{ readonly table: string; readonly text: string }> | Iterable<{ readonly table: string; readonly text: string }>, { people, addresses, words = [] }: Sought): Promise<string[]> {
  const hashes = new Set([...people.flatMap(({ id, accountId }) => [id, id.toUpperCase(), accountId]), ...addresses, ...addresses.map((address) => address.toLowerCase())].flatMap(plainHashes));
  const ids = new Set(people.flatMap(({ id }) => formsOf(id)));
  const found: string[] = [];
  for await (const { table, text } of texts) {
    const lower = text.toLowerCase();
    for (const word of [...addresses, ...words]) if (lower.includes(word.toLowerCase())) found.push(`${word.toLowerCase()} in ${table}`);
    const isVault = /(^|\.)"?Identity"?$/.test(table);
    for (const [token] of text.matchAll(/[\w+/-]{22,128}/g)) {
      const low = token.toLowerCase();
      if (hashes.has(token) || hashes.has(low)) found.push(`a plain hash in ${table}`);
      if (!isVault && (ids.has(token) || ids.has(low))) found.push(`an id in ${table}`);
    }
    // An id may stand within a longer word.
    if (!isVault) for (const [id] of lower.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g)) if (ids.has(id)) found.push(`an id in ${table}`);
  }
  return [...new Set(found)];
}
