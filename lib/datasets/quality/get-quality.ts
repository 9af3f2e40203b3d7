import type { Context, Db } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { publicQuality } from '../core/quality/public-quality';
import { getPublicProfile } from '../find-profile';
import { findNoise } from '../privacy/store';
import type { QualityView } from '../schema';
import { findGradingFacts, findQuality, listHistory, listOwnDatasets, listSoldHistory } from './store';

async function readQuality(db: Db, { revisionId, isPublic }: { readonly revisionId: string; readonly isPublic: boolean }): Promise<(QualityView & { readonly ownerId: string; readonly datasetId: string }) | null> {
  const [found, facts] = await Promise.all([findQuality(db, { revisionId }), findGradingFacts(db, { revisionId })]);
  if (!found || !facts) return null;
  const history = await (isPublic ? listSoldHistory : listHistory)(db, { datasetId: found.datasetId, upTo: found.number, revisionId });
  return { quality: found.quality, gradedAt: found.gradedAt.toISOString(), history, table: facts.table, rules: facts.rules, declaredFrequency: facts.declaredFrequency, isWithheld: false, ownerId: found.dataset.ownerId, datasetId: found.datasetId };
}

/** For a published listing's page: the caller has made sure that it is published. Null when it isn't graded. */
export async function getPublicQuality(db: Db, { revisionId }: { readonly revisionId: string }): Promise<QualityView | null> {
  const [found, profile, noise] = await Promise.all([readQuality(db, { revisionId, isPublic: true }), getPublicProfile(db, { revisionId }), findNoise(db, { revisionId })]);
  if (!found || !profile) return null;
  const { ownerId: _ownerId, datasetId: _datasetId, ...view } = found;
  return publicQuality(view, { visible: new Set(profile.columns.map((column) => column.name)), isWithheld: noise !== null });
}

export type OwnQuality = QualityView & { readonly targets: readonly { readonly id: string; readonly name: string }[] };

/** With all counts, and the datasets a rule may point at. */
export async function getOwnQuality(ctx: Context, { revisionId }: { readonly revisionId: string }): Promise<Result<OwnQuality>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const found = await readQuality(ctx.db, { revisionId, isPublic: false });
  if (found?.ownerId !== who.value.accountId) return refuse('not-found');
  const { ownerId, datasetId, ...view } = found;
  return ok({ ...view, targets: await listOwnDatasets(ctx.db, { ownerId, except: datasetId }) });
}
