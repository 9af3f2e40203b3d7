import { randomUUID } from 'node:crypto';
import { Prisma, type Db, type PrismaClient } from '@/lib/db';

export type DecisionPart = { readonly name: string; readonly sha256: string; readonly gzip: Buffer };
export type NewDecision = {
  readonly model: string; readonly version: string; readonly subject: string; readonly objectId: string; readonly inputSha256: string; /** Canonical JSON, and so is the part that is of this decision alone. */ readonly output: string; readonly facts: string | null; readonly isDemo: boolean; readonly at: Date;
  readonly parts: readonly DecisionPart[];
};

export async function insertDecision(db: Db, { parts, output, facts, ...decision }: NewDecision): Promise<string> {
  await db.decisionBlob.createMany({ data: parts.map(({ sha256, gzip }) => ({ sha256, gzip: Uint8Array.from(gzip) })), skipDuplicates: true });
  const { id } = await db.decision.create({ data: { ...decision, ...(facts === null ? {} : { facts: JSON.parse(facts) as Prisma.InputJsonValue }), output: JSON.parse(output) as Prisma.InputJsonValue }, select: { id: true } });
  await db.decisionInput.createMany({ data: parts.map(({ name, sha256 }) => ({ decisionId: id, name, sha256 })) });
  return id;
}

/** Many at once. What many were made from is sent once, in one order, so that two who write at once wait for each other at most. */
export async function insertDecisions(db: Db, decisions: readonly NewDecision[]): Promise<void> {
  if (decisions.length === 0) return;
  const blobs = new Map(decisions.flatMap((decision) => decision.parts.map((part) => [part.sha256, part.gzip.toString('base64')] as const)));
  const hashes = [...blobs.keys()].toSorted();
  const bytes = hashes.map((sha256) => blobs.get(sha256) ?? '');
  await db.$executeRaw`/* named decision-parts */ insert into "DecisionBlob" (sha256, gzip) select sha256, decode(gzip, 'base64') from unnest(${hashes}::text[], ${bytes}::text[]) as each (sha256, gzip) on conflict do nothing`;
  // What is JSON already is put into the text as it is, and read once.
  const rows = decisions.map(({ parts, output, facts, ...decision }) => {
    const row = JSON.stringify({ ...decision, id: randomUUID(), parts: Object.fromEntries(parts.map(({ name, sha256 }) => [name, sha256])) });
    return `${row.slice(0, -1)},"output":${output},"facts":${facts ?? 'null'}}`;
  });
  await db.$executeRaw`/* named decisions */ with made as (select * from jsonb_to_recordset(${`[${rows.join(',')}]`}::jsonb)
      as each (id uuid, model text, version text, subject text, "objectId" text, "inputSha256" text, output jsonb, facts jsonb, "isDemo" boolean, at timestamptz, parts jsonb)),
    kept as (insert into "Decision" (id, model, version, subject, "objectId", "inputSha256", output, facts, "isDemo", at) select id, model, version, subject, "objectId", "inputSha256", coalesce(output, 'null'), facts, "isDemo", at from made)
    insert into "DecisionInput" ("decisionId", name, sha256) select id, key, value from made cross join lateral jsonb_each_text(parts)`;
}

const fields = { id: true, model: true, version: true, subject: true, objectId: true, output: true, inputSha256: true, isDemo: true, isHeld: true, at: true } as const;

/** The newest, without those about whoever has restricted or objected. */
export function listDecisions(db: Db, { model, take }: { readonly model: string; readonly take: number }) {
  return db.decision.findMany({ where: { model, isHeld: false }, orderBy: [{ at: 'desc' }, { id: 'asc' }], take, select: fields });
}

export function findDecision(db: Db, { decisionId }: { readonly decisionId: string }) {
  return db.decision.findUnique({ where: { id: decisionId }, select: { ...fields, facts: true, inputs: { select: { name: true, blob: { select: { gzip: true } } } } } });
}

export async function setDecisionsHeld(db: Db, { subject, isHeld }: { readonly subject: string; readonly isHeld: boolean }): Promise<void> {
  if (subject !== '') await db.decision.updateMany({ where: { subject }, data: { isHeld } });
}

/** From older pseudonyms of one person to her present one; of how many. */
export async function renameDecisions(db: Db, { before, subject }: { readonly before: readonly string[]; readonly subject: string }): Promise<number> {
  return (await db.decision.updateMany({ where: { subject: { in: before.filter((each) => each !== '') } }, data: { subject } })).count;
}

export async function listDecisionSubjects(db: Db, { subjects }: { readonly subjects: readonly string[] }): Promise<string[]> {
  return (await db.decision.findMany({ where: { subject: { in: [...subjects] } }, distinct: ['subject'], select: { subject: true } })).map((row) => row.subject);
}

/** About one person, under every pseudonym of hers; an empty one is nobody's. */
export async function listDecisionsAbout(db: Db, { subjects, take }: { readonly subjects: readonly string[]; readonly take: number }) {
  return db.decision.findMany({ where: { subject: { in: subjects.filter((subject) => subject !== '') } }, orderBy: [{ at: 'desc' }, { id: 'asc' }], take, select: { id: true, model: true, version: true, objectId: true, output: true, inputSha256: true, at: true } });
}

/** A person's decisions go with her consent. */
export async function deleteDecisionsOf(db: Db, { subject }: { readonly subject: string }): Promise<number> {
  if (subject === '') return 0;
  const used = await db.decisionInput.findMany({ where: { decision: { subject } }, distinct: ['sha256'], select: { sha256: true } });
  const { count } = await db.decision.deleteMany({ where: { subject } });
  await deleteUnused(db, { among: used.map((row) => row.sha256) });
  return count;
}

/** What is past its retention, and then what no decision was made from any more. */
export async function deleteDecisionsBefore(db: PrismaClient, { at }: { readonly at: Date }): Promise<number> {
  const { count } = await db.decision.deleteMany({ where: { at: { lt: at } } });
  await db.$transaction((tx) => deleteUnused(tx, { among: null }));
  return count;
}

/**
 * Parts that no decision uses: of these, or of all. What somebody else is about to use is locked by that and passed over; what is locked here is looked at once more, by a statement of its own, since a use may
 * have been written before the lock: else a withdrawal would fail by a key because of another person's list.
 */
async function deleteUnused(tx: Db, { among }: { readonly among: readonly string[] | null }): Promise<void> {
  const unused = Prisma.sql`not exists (select 1 from "DecisionInput" i where i.sha256 = b.sha256)`;
  const free = await tx.$queryRaw<{ readonly sha256: string }[]>`select sha256 from "DecisionBlob" b where ${among === null ? Prisma.sql`true` : Prisma.sql`sha256 = any(${[...among]})`} and ${unused} order by sha256 for update skip locked`;
  if (free.length > 0) await tx.$executeRaw`delete from "DecisionBlob" b where sha256 = any(${free.map((row) => row.sha256)}) and ${unused}`;
}
