import { describeColumns, draftListing } from '@/lib/catalog';
import { draftListingInput } from '@/lib/catalog/schema';
import { getOwnDictionary, uploadRevision } from '@/lib/datasets';
import { inParts } from '@/lib/datasets/schema';
import type { Context, PrismaClient } from '@/lib/db';
import { publishWithPrice, suggestPrice } from '@/lib/pricing';
import type { Result } from '@/lib/shared/result';
import { askedPrice } from './asked-price';
import type { DemoAccounts } from './seed-accounts';
import { settlePrivacy } from './settle-privacy';
import { firstBytes } from './first-bytes';
import { readSources, type Source } from './source';
import type { DemoTable } from './tables';

export type SeedFrame = {
  readonly db: PrismaClient;
  readonly now: () => Date;
  /** One finished step: what, and how many of how many. */
  readonly say: (line: string) => void;
};

type Progress = { readonly revisionId: string; readonly isPublished: boolean };
type Task = { readonly table: DemoTable; readonly source: Source; readonly sellerId: string; readonly administrator: DemoAccounts['administrator']; readonly ctx: Context };

/**
 * Lists every table the way a seller does: upload, details, price, publication. What an interrupted run finished is left
 * alone and what it began is gone on with, so the outcome is one listing per table however often it is run.
 */
export async function seedListings(frame: SeedFrame, { accounts, tables }: { readonly accounts: DemoAccounts; readonly tables: readonly DemoTable[] }): Promise<void> {
  const sources = await readSources();
  const done = await readProgress(frame.db, Object.values(accounts.sellers));
  const tasks = tables.map((table): Task => {
    const source = sources.get(table.resource);
    if (!source) throw new Error(`vega-datasets has no table named ${table.resource}`);
    const sellerId = accounts.sellers[table.seller];
    return { table, source, sellerId, administrator: accounts.administrator, ctx: sellerContext(frame, accounts, table) };
  });
  let finished = tasks.filter((task) => done.get(keyOf(task))?.isPublished).length;
  const open = tasks.filter((task) => !done.get(keyOf(task))?.isPublished);
  if (finished > 0 && open.length > 0) frame.say(`[${finished}/${tasks.length}] listed before, going on`);
  await eachOfTwo(open, async (task) => {
    const startedAt = performance.now();
    const what = await listTable(task, done.get(keyOf(task)));
    finished += 1;
    frame.say(`[${String(finished).padStart(2)}/${tasks.length}] ${what} · ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  });
}

async function listTable({ table, source, administrator, ctx }: Task, begun: Progress | undefined): Promise<string> {
  const done = <T>(result: Result<T>): T => {
    if (result.ok) return result.value;
    throw new Error(`The demo table ${source.fileName} could not be listed: ${result.refusal.code}`);
  };
  const revisionId = begun?.revisionId
    ?? done(await uploadRevision(ctx, { fileName: source.fileName, bytes: await firstBytes(table, source.filePath) })).id;
  await settlePrivacy(ctx, { revisionId, administrator });
  const { title, subtitle, category } = table;
  const { description, licenceCode, sourceName, sourceUrl } = source;
  const draft = done(await draftListing(ctx, draftListingInput.parse({ revisionId, title, subtitle, category, description, licenceCode, sourceName, sourceUrl })));
  await describeFields(ctx, { revisionId, source });
  const { suggestedMinor, currency } = done(await suggestPrice(ctx, { revisionId, title, category, licenceCode }));
  const priceMinor = table.isFree ? 0 : askedPrice(suggestedMinor, table.resource);
  done(await publishWithPrice(ctx, { listingId: draft.listingId, priceMinor }));
  return `${source.fileName} · ${priceMinor === 0 ? 'free' : `${(priceMinor / 100).toFixed(2)} ${currency}`}`;
}

/** What the package says of the columns that are there. */
async function describeFields(ctx: Context, { revisionId, source }: { readonly revisionId: string; readonly source: Source }): Promise<void> {
  const own = await getOwnDictionary(ctx, { revisionId });
  const names = new Set(own.ok ? own.value.rows.map((row) => row.name) : []);
  for (const columns of inParts(source.fields.filter((field) => names.has(field.name)))) {
    const described = await describeColumns(ctx, { revisionId, columns });
    if (!described.ok) throw new Error(`The columns of ${source.fileName} could not be described: ${described.refusal.code}`);
  }
}

/** How far earlier runs came, by seller and file. A measured revision without a published listing is begun, not done. */
async function readProgress(db: PrismaClient, sellerIds: readonly string[]): Promise<Map<string, Progress>> {
  const rows = await db.revision.findMany({
    where: { status: 'READY', dataset: { ownerId: { in: [...sellerIds] } } }, orderBy: { createdAt: 'asc' },
    select: { id: true, fileName: true, dataset: { select: { ownerId: true, listing: { select: { publishedAt: true } } } } },
  });
  return new Map(rows.map(({ id, fileName, dataset }) => [`${dataset.ownerId}/${fileName}`, { revisionId: id, isPublished: Boolean(dataset.listing?.publishedAt) }]));
}

function keyOf({ sellerId, source }: Task): string {
  return `${sellerId}/${source.fileName}`;
}

export function sellerContext({ db, now }: Pick<SeedFrame, 'db' | 'now'>, accounts: DemoAccounts, { seller, resource }: DemoTable): Context {
  const accountId = accounts.sellers[seller];
  return {
    db, now, requestId: `seed-${resource}`, locale: 'en', hasGpcSignal: false,
    actor: { kind: 'account', accountId, sessionId: '00000000-0000-0000-0000-000000000000', roles: ['BUYER', 'SELLER'] },
  };
}

/** Two at a time: one file is measured in its own process while the other is hashed and written. */
async function eachOfTwo<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all([worker(), worker()]);
}
