/** A statement that begins with a name in a comment is planned once a connection, not each time; its text must be the same each time. All others are sent without a name. */
export function statementName(sql: string): string {
  return /^\s*\/\* named ([a-z-]{1,40}) \*\//.exec(sql)?.[1] ?? '';
}
