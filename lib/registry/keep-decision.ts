import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Db } from '@/lib/db';
import { canonicalJson } from './core/canonical-json';
import type { VersionedModel } from './schema';
import { insertDecision, type DecisionPart, type NewDecision } from './store-decisions';

export type DecisionFacts = {
  readonly model: VersionedModel; readonly version: string;
  /** A behaviour pseudonym where the decision is about a person, else empty. */
  readonly subject?: string;
  readonly objectId: string;
  /** Everything the pure function was given, in parts: a part that many decisions share is stored once. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** One more part, called `facts`, that is of this decision alone: of what PostgreSQL's JSON can say, which is no U+0000 and no half of a surrogate pair. */
  readonly facts?: unknown;
  readonly output: unknown; readonly isDemo: boolean; readonly at: Date;
};

/** Writes down what was decided and from what, within the caller's transaction. @throws RangeError on an input that JSON can't say */
export function keepDecision(db: Db, facts: DecisionFacts): Promise<string> {
  return insertDecision(db, packDecision(facts));
}

/** Parts that many decisions share (a version's parameters) are the same object, never changed after, and packed once. */
const packed = new WeakMap<object, Omit<DecisionPart, 'name'>>();

function pack(name: string, value: unknown): DecisionPart {
  const known = typeof value === 'object' && value !== null ? packed.get(value) : undefined;
  if (known) return { name, ...known };
  const text = canonicalJson(value);
  // Without a time in its head the same content gives the same bytes.
  const part = { sha256: sha256Of(text), gzip: gzipSync(text) };
  if (typeof value === 'object' && value !== null) packed.set(value, part);
  return { name, ...part };
}

/** What is written of a decision, made ready where it is made: many are written at once later. @throws RangeError on an input that JSON can't say */
export function packDecision({ inputs, output, facts: own, subject = '', ...decision }: DecisionFacts): NewDecision {
  const parts = Object.entries(inputs).map(([name, value]) => pack(name, value));
  const facts = own === undefined || own === null ? null : canonicalJson(own);
  return { ...decision, subject, inputSha256: inputSha256(facts === null ? parts : [...parts, { name: 'facts', sha256: sha256Of(facts) }]), facts, output: canonicalJson(output), parts };
}

/** Of all parts, in the order of their names. */
export function inputSha256(parts: readonly Pick<DecisionPart, 'name' | 'sha256'>[]): string {
  return sha256Of(parts.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((part) => `${part.name} ${part.sha256}\n`).join(''));
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
