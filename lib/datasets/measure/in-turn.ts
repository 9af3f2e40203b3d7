import { processWide } from '@/lib/shared/process-wide';
import { inTurnOf, noTurns } from '@/lib/shared/turns';

const maxAtOnce = 2;
const turns = processWide('datasets heavy work', noTurns);

/** At most two heavy jobs read files at a time in this process; further ones wait for their turn. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return inTurnOf(turns, maxAtOnce, work);
}
