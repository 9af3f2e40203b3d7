import { createReadStream } from 'node:fs';
import { cutNestedPart } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { partFileName, type EntitlementFacts } from '@/lib/orders';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { storage } from '@/lib/storage';
import { findPartFile, insertPartFile } from './store';

export type Deliverable = { readonly sha256: string; readonly byteSize: number; readonly fileName: string };

/** What a right delivers when it is there: the uploaded bytes, or the file of its part of the rows once that was made. */
export async function findDeliverable(ctx: Pick<Context, 'db'>, { revisionId, partRows, sha256, byteSize, fileName }: EntitlementFacts): Promise<Deliverable | null> {
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
  const { revisionId, partRows: rowCount } = right;
  if (rowCount === null) throw new TypeError('A whole file is always there');
  const made = await cutNestedPart(ctx.db, { revisionId, rows: rowCount, hidden: [] }, async (path, content) => {
    if (content.rowCount !== rowCount) return refuse('bytes-damaged');
    return storage().write(createReadStream(path), { maxBytes: env().UPLOAD_MAX_BYTES });
  });
  if (!made.ok) return made;
  await ctx.db.$transaction((tx) => insertPartFile(tx, { revisionId, rowCount, ...made.value, at: ctx.now() }));
  const deliverable = await findDeliverable(ctx, right);
  return deliverable ? ok(deliverable) : refuse('bytes-damaged');
}
