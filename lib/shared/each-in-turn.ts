/**
 * Gives each its turn, one after the other: one that fails holds up no other. That some did is thrown when all have had their turn, with the
 * first fault as its cause. @param fault what is said of those that failed: "subscriptions could not be renewed"
 */
export async function eachInTurn<T>(items: readonly T[], fault: string, act: (item: T) => Promise<void>): Promise<void> {
  const faults: unknown[] = [];
  for (const item of items) {
    try {
      await act(item);
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw new Error(`${faults.length} of ${items.length} ${fault}`, { cause: faults[0] });
}
