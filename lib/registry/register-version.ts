import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { isUniqueViolation } from '@/lib/db';
import { findNamedVersion, insertVersion, type NewVersion } from './store';

/** Writes a candidate down with its lineage. One of the same name is there already: nothing is written, and its id is the answer. Only jobs and use cases that have checked who asks call this. */
export async function registerVersion(ctx: Context, version: NewVersion): Promise<string> {
  try {
    return await ctx.db.$transaction(async (tx) => {
      const versionId = await insertVersion(tx, version, ctx.now());
      await record(tx, ctx, { action: 'model.registered', objectType: 'model-version', objectId: versionId, detail: { model: version.model, version: version.version, dataSha256: version.dataSha256 ?? null } });
      return versionId;
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return (await findNamedVersion(ctx.db, version))?.id ?? '';
  }
}
