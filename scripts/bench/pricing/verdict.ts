/** Said beside a figure: whether the goal that it is held against is reached. */
export function verdict(holds: readonly boolean[], goal: string): string {
  return `${holds.every(Boolean) ? 'pass' : 'FAIL'}: ${goal}`;
}
