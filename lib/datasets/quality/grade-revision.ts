import type { Db } from '@/lib/db';
import { gradeQuality } from '../core/quality/grade-quality';
import type { QualityGrade } from '../schema';
import { findGradingFacts, writeQuality } from './store';

/** Grades a measured revision from what is known now; null when it was measured before tables were. For use inside of the change that calls for it. */
export async function gradeRevision(db: Db, { revisionId, at }: { readonly revisionId: string; readonly at: Date }): Promise<QualityGrade | null> {
  const facts = await findGradingFacts(db, { revisionId });
  if (!facts) return null;
  const quality = gradeQuality({ ...facts, at: at.toISOString() });
  await writeQuality(db, { revisionId, quality, at });
  return quality.grade;
}
