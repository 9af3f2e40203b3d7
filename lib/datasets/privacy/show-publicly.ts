import type { Db } from '@/lib/db';
import { publicProfile } from '../core/privacy/visibility';
import type { ProfileView } from '../schema';
import { findNoise, findReport, findVisibility } from './store';
import { toFindingView } from './views';

/** A profile as everybody may see it: the seller's choice of columns, and the figures with noise where people are in the rows. */
export async function showPublicly(db: Db, profile: ProfileView): Promise<ProfileView> {
  const { id: revisionId, datasetId } = profile.revision;
  const [report, { columns: choice, minTopCount }, noised] = await Promise.all([findReport(db, { revisionId }), findVisibility(db, { datasetId }), findNoise(db, { revisionId })]);
  return publicProfile(noised ? { ...profile, columns: noised } : profile, { findings: report?.findings.map(toFindingView) ?? [], choice, minTopCount });
}
