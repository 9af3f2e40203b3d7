/** SQL text of a name. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
