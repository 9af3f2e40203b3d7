/**
 * Gives each its turn, one after the other: one that fails holds up no other. That some did is thrown when all have had their turn, with the
 * first fault as its cause. @param what what could not be done, for the message: "put on sale"
 */
export async function eachInTurn<T>(items: readonly T[], what: string, act: (item: T) => Promise<void>): Promise<void> {
  const faults: unknown[] = [];
  for (const item of items) {
    try {
      await act(item);
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw new Error(`${faults.length} of ${items.length} could not be ${what}`, { cause: faults[0] });
}
