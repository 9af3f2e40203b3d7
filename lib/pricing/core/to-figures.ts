import type { ColumnProfile } from '@/lib/datasets/schema';
import type { ColumnFigures } from './effective-rows';

/** What the value needs of a column's profile. */
export function toFigures({ kind, nullCount, distinctFilledCount, repeats }: Pick<ColumnProfile, 'kind' | 'nullCount' | 'distinctFilledCount' | 'repeats'>): ColumnFigures {
  return { kind, nullCount, distinctFilledCount: distinctFilledCount ?? null, isRepeat: repeats !== undefined };
}
