import type { Result } from '@/lib/shared/result';
import type { Risk } from './core/risk';
import { asLocalJob } from './measure-local-file';
import { measureRisk, type RiskColumns } from './measure/measure-risk';
import { withSource } from './measure/with-source';

/** How easily rows of a file of one's own could be tied to a person: no server, no database. */
export function measureLocalRisk(path: string, columns: RiskColumns): Promise<Result<Risk>> {
  return asLocalJob(path, (job) => withSource(job, (db, rowCount) => measureRisk(db, rowCount, columns)));
}
