import type { DuckDBConnection } from '@duckdb/node-api';
import type { MeasureStage } from '../schema';

export type Progress = { readonly stage: MeasureStage; /** Of this stage, 0 to 1; null while nobody knows. */ readonly share: number | null };
export type ReportProgress = (progress: Progress) => void;

const everyMilliseconds = 400;

/** Tells the stage at once, and how far the engine says it has come while the work goes on. */
export async function watchProgress<Value>(db: DuckDBConnection, report: ReportProgress, stage: MeasureStage, work: () => Promise<Value>): Promise<Value> {
  report({ stage, share: null });
  const timer = setInterval(() => {
    const { percentage } = db.progress;
    report({ stage, share: percentage >= 0 && percentage <= 100 ? percentage / 100 : null });
  }, everyMilliseconds);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
