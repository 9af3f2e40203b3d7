const han = /\p{Script=Han}/u;
const address = /(?:\b[a-z]+:\/\/|\bwww\.)\S+|\b[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,4}\.(?:com|org|net|gov|edu|info|int|io|eu|us|uk|de|cn|csv|json|tsv|zip|html?)\b(?:\/\S*)?/giu;

/** What its seller writes about a listing, of what is searched: title, subtitle and description, without addresses and without the seller's name. */
export function writingOf(searchText: string): string {
  const [title = '', subtitle = '', description = '', , , sellerName = ''] = searchText.split('\n');
  const written = [title, subtitle, description].join('\n').replace(address, ' ');
  return sellerName === '' ? written : written.replace(nameIn(sellerName), ' ');
}

/** A seller's name as a word of its own; a short Chinese one may be any word, and stays. */
function nameIn(sellerName: string): RegExp {
  const escaped = sellerName.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  if (han.test(sellerName)) return [...sellerName].length < 4 ? /(?!)/u : new RegExp(escaped, 'gu');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu');
}
