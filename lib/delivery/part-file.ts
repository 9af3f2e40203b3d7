import { createReadStream } from 'node:fs';
import { cutNestedPart, lockObject, makeMarkedCopy } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { partFileName, type EntitlementFacts } from '@/lib/orders';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { storage } from '@/lib/storage';
import { findMarkedCopy, insertMarkedCopy } from './fingerprint/store';
import { findPartFile, insertPartFile } from './store';

export type Deliverable = { readonly sha256: string; readonly byteSize: number; readonly fileName: string };

/** What a right delivers when it is there: the uploaded bytes, or the file of its part of the rows or its marked copy once that was made. */
export async function findDeliverable(ctx: Pick<Context, 'db'>, { entitlementId, revisionId, partRows, markedColumns, sha256, byteSize, fileName }: EntitlementFacts): Promise<Deliverable | null> {
  if (markedColumns.length > 0) {
    const copy = await findMarkedCopy(ctx.db, { entitlementId, revisionId });
    return copy && { ...copy, byteSize: Number(copy.byteSize) };
  }
  if (partRows === null) return { sha256, byteSize, fileName };
  const made = await findPartFile(ctx.db, { revisionId, rowCount: partRows });
  return made && { ...made, fileName: partFileName(fileName, partRows) };
}

/**
 * The same, made now where it wasn't: the first rows of the nested order, cut in a process of its own and kept like an upload. All who hold the same part of a
 * revision receive the same bytes, and a larger part contains a smaller one.
 */
export async function makeDeliverable(ctx: Pick<Context, 'db' | 'now'>, right: EntitlementFacts): Promise<Result<Deliverable>> {
  const there = await findDeliverable(ctx, right);
  if (there) return ok(there);
  const { revisionId, partRows: rowCount, markedColumns } = right;
  if (markedColumns.length > 0) return makeMarked(ctx, right);
  if (rowCount === null) throw new TypeError('A whole file is always there');
  const made = await cutNestedPart(ctx.db, { revisionId, rows: rowCount, hidden: [] }, async (path, content) => {
    if (content.rowCount !== rowCount) return refuse('bytes-damaged');
    return storage().write(createReadStream(path), { maxBytes: env().UPLOAD_MAX_BYTES });
  });
  if (!made.ok) return made;
  const { sha256 } = made.value;
  await ctx.db.$transaction(async (tx) => {
    // Whoever takes away the last revision with these bytes waits, or has taken them already: then they are made again by the next request.
    await lockObject(tx, { sha256 });
    if (!(await storage().exists(sha256))) throw new Error('The bytes of a part were removed while they were being taken in');
    await insertPartFile(tx, { revisionId, rowCount, ...made.value, at: ctx.now() });
  });
  const deliverable = await findDeliverable(ctx, right);
  return deliverable ? ok(deliverable) : refuse('bytes-damaged');
}

/** The buyer's own copy with her marks, of the whole file or of her part. */
async function makeMarked(ctx: Pick<Context, 'db' | 'now'>, right: EntitlementFacts): Promise<Result<Deliverable>> {
  const { entitlementId, revisionId, partRows, markedColumns: columns } = right;
  const keep = (partPath?: string) => makeMarkedCopy(ctx.db, { revisionId, entitlementId, columns, ...(partPath === undefined ? {} : { partPath }) }, async ({ path, fileName, plan }) => {
    const stored = await storage().write(createReadStream(path), { maxBytes: Number.MAX_SAFE_INTEGER });
    if (!stored.ok) return stored;
    await ctx.db.$transaction((tx) => insertMarkedCopy(tx, { entitlementId, revisionId, fileName: partRows === null ? fileName : partFileName(right.fileName, partRows), ...stored.value, plan, at: ctx.now() }));
    return ok(null);
  });
  const made = partRows === null ? await keep() : await cutNestedPart(ctx.db, { revisionId, rows: partRows, hidden: [] }, (path) => keep(path));
  if (!made.ok) return made;
  const deliverable = await findDeliverable(ctx, right);
  return deliverable ? ok(deliverable) : refuse('bytes-damaged');
}
