/** How a finding is shown: the first character, its separators and its length in outline; nobody can read the rest. */
export function maskExample(value: string): string {
  const [first = '', ...rest] = Array.from(value).slice(0, 28);
  return first + rest.map((character) => (/[\p{L}\p{N}]/u.test(character) ? '•' : character)).join('');
}
