import fc from 'fast-check';
import { it } from 'vitest';

/** How often each invariant of a price is tried, each time with inputs of its own. */
export const holdsRuns = 1_000;
/** Enough on a machine that does other things too. */
const milliseconds = 300_000;

type Property<Values> = fc.IProperty<Values> | fc.IAsyncProperty<Values>;

/** Fails with the counterexample, and where fewer inputs than promised were tried: those that a precondition leaves out don't count. */
export async function tryOut<Values>(property: Property<Values>): Promise<number> {
  const details = await fc.check(property, { numRuns: holdsRuns });
  if (details.failed) throw new Error(fc.defaultReportMessage(details) ?? 'The invariant does not hold');
  if (details.numRuns < holdsRuns) throw new Error(`Only ${details.numRuns} of ${holdsRuns} inputs were tried`);
  return details.numRuns;
}

/**
 * Invariant `number` of the list of fifteen, as a test whose title bears it. Nobody can ask for fewer runs; the ledger of invariants reads these calls
 * out of the tests and fails where a number has none.
 */
export function holds<Values>(number: number, says: string, property: Property<Values>): void {
  it(`${number}: ${says}`, async () => { await tryOut(property); }, milliseconds);
}
