/** ISO/IEC 7812-1 (Luhn): every second digit from the right doubled, sum of digits a multiple of ten. */
export function luhn(digits: readonly number[]): boolean {
  const sum = digits.toReversed().reduce((total, digit, index) => total + (index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
  return digits.length > 0 && sum % 10 === 0;
}

export function weighted(digits: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);
}

/** ISO/IEC 7064 mod 97-10, as in an IBAN: letters as 10 to 35, remainder 1. */
export function mod97(text: string): boolean {
  let rest = 0;
  for (const character of text) { const value = Number.parseInt(character, 36); rest = (rest * (value > 9 ? 100 : 10) + value) % 97; }
  return rest === 1;
}

/** ISO/IEC 7064 mod 11,10: the last digit checks the others (German tax and VAT numbers). */
export function mod11And10(digits: readonly number[]): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) { const sum = (digit + product) % 10 || 10; product = (sum * 2) % 11; }
  return (11 - product) % 10 === digits.at(-1);
}

const dihedral = ['0123456789', '1234067895', '2340178956', '3401289567', '4012395678', '5987604321', '6598710432', '7659821043', '8765932104', '9876543210'];
const permutation = ['0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258'];

/** Verhoeff 1969: the dihedral group of ten elements. */
export function verhoeff(digits: readonly number[]): boolean {
  const check = digits.toReversed().reduce((state, digit, index) => Number(dihedral[state]?.[Number(permutation[index % 8]?.[digit])]), 0);
  return digits.length > 0 && check === 0;
}

/** ICAO Doc 9303: weights 7, 3, 1, letters as 10 to 35; the last character checks the others. */
export function icao(text: string): boolean {
  const sum = [...text.slice(0, -1)].reduce((total, character, index) => total + Number.parseInt(character, 36) * ([7, 3, 1][index % 3] ?? 1), 0);
  return sum % 10 === Number(text.at(-1));
}
