import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { ProfileView, RevisionView } from './schema';
import { findOwnProfile, findOwnRevision, listUnlisted } from './store';
import { toProfileView, toRevisionView } from './views';

type Wanted = { readonly revisionId: string };

export async function getOwnRevision(ctx: Context, { revisionId }: Wanted): Promise<Result<RevisionView>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const row = await findOwnRevision(ctx.db, { revisionId, ownerId: who.value.accountId });
  return row ? ok(toRevisionView(row)) : refuse('not-found');
}

export async function getOwnProfile(ctx: Context, { revisionId }: Wanted): Promise<Result<ProfileView>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const row = await findOwnProfile(ctx.db, { revisionId, ownerId: who.value.accountId });
  if (!row?.profile) return refuse('not-found');
  const { profile, ...revision } = row;
  return ok(toProfileView(revision, profile));
}

/** Uploads that are measured but not listed yet, newest first. */
export async function listOwnRevisions(ctx: Context): Promise<Result<readonly RevisionView[]>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  return ok((await listUnlisted(ctx.db, { ownerId: who.value.accountId, take: 50 })).map(toRevisionView));
}
