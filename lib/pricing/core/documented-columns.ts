/** Words of a name or a text: camel case and punctuation apart, without case. */
function wordsIn(text: string): string {
  return ` ${(text.normalize('NFKC').replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
}

const han = /\p{Script=Han}/u;

/**
 * How many columns a description speaks about: those whose name stands in it as whole words, however it is written (`tempMax`, `temp_max`,
 * "Temp max"). A name of one or two letters stands in many texts by chance, and counts only in quotation marks, backticks or before a colon or dash.
 */
export function countDocumented(description: string, names: readonly string[]): number {
  const words = wordsIn(description);
  return names.filter((name) => {
    const wanted = wordsIn(name);
    if (wanted.trim() === '') return false;
    if (han.test(name)) return description.normalize('NFKC').includes(name.normalize('NFKC').trim());
    if (wanted.trim().length > 2) return words.includes(wanted);
    const literal = name.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`[\`"'“]${literal}[\`"'”]|(^|[\\s,;(])${literal}\\s*[:=–—]`, 'u').test(description);
  }).length;
}
