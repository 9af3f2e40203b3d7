import type { Context } from '@/lib/db';
import { listDecisionsAbout } from '@/lib/registry';
import { ok, type Result } from '@/lib/shared/result';
import { behaviourSubjects } from './behaviour-subject';
import { flushShown } from './shown-queue';
import { listImpressionsOf } from './store-impressions';
import { listTitles } from './store';

export type OwnShown = { readonly at: string; readonly surface: string; readonly position: number; readonly title: string; readonly reason: string; readonly model: string; readonly arm: string; readonly clickedAt: string | null; readonly savedAt: string | null; readonly boughtAt: string | null };
export type OwnDecision = { readonly id: string; readonly at: string; readonly model: string; readonly version: string; readonly objectId: string; readonly output: unknown; readonly inputSha256: string };

/** What was put before the one who asks, where, why, and what she made of it; newest first. */
export async function listOwnShown(ctx: Context, { take }: { readonly take: number }): Promise<Result<readonly OwnShown[]>> {
  const subjects = behaviourSubjects(ctx);
  if (subjects.length === 0) return ok([]);
  await flushShown(ctx.db);
  const rows = await listImpressionsOf(ctx.db, { subjects, take });
  const titles = new Map((await listTitles(ctx.db, { listingIds: [...new Set(rows.map((row) => row.listingId))] })).map((listing) => [listing.id, listing.title]));
  const time = (at: Date | null) => at?.toISOString() ?? null;
  return ok(rows.map(({ listingId, at, clickedAt, savedAt, boughtAt, ...row }) => ({ at: at.toISOString(), ...row, title: titles.get(listingId) ?? '', clickedAt: time(clickedAt), savedAt: time(savedAt), boughtAt: time(boughtAt) })));
}

/** What a model decided about her, with its answer as it was given; newest first. */
export async function listOwnDecisions(ctx: Context, { take }: { readonly take: number }): Promise<Result<readonly OwnDecision[]>> {
  const subjects = behaviourSubjects(ctx);
  if (subjects.length === 0) return ok([]);
  await flushShown(ctx.db);
  return ok((await listDecisionsAbout(ctx.db, { subjects, take })).map(({ at, ...row }) => ({ ...row, at: at.toISOString() })));
}
