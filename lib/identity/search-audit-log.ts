import { exportAuditLog, listAuditEvents, type OtherNames } from '@/lib/audit';
import type { AuditExportInput, AuditLogInput } from '@/lib/audit/schema';
import { requireRole, type Context } from '@/lib/db';
import { hasManyVersions, pseudonyms } from '@/lib/shared/pseudonym';
import { resolvePseudonym } from './resolve-pseudonym';

/** A search of the log by somebody's pseudonym finds her under every version of the key: the log can't be written anew, so each row keeps the name of its time. */
export async function searchAuditLog(ctx: Context, input: AuditLogInput): ReturnType<typeof listAuditEvents> {
  return listAuditEvents(ctx, input, await otherNames(ctx, input));
}

/** The same for the export. */
export async function exportSearchedLog(ctx: Context, input: AuditExportInput): ReturnType<typeof exportAuditLog> {
  return exportAuditLog(ctx, input, await otherNames(ctx, input));
}

async function otherNames(ctx: Context, { actor, objectId }: Pick<AuditLogInput, 'actor' | 'objectId'>): Promise<OtherNames> {
  if (!hasManyVersions() || !requireRole(ctx, 'ADMIN', 'AUDITOR').ok) return {};
  const namesOf = async (value: string | undefined): Promise<readonly string[]> => {
    const accountId = value === undefined || !/^p\d+_/.test(value) ? null : await resolvePseudonym(ctx.db, { purpose: 'audit', value });
    return accountId === null ? [] : pseudonyms('audit', accountId);
  };
  return { actor: await namesOf(actor), objectId: await namesOf(objectId) };
}
