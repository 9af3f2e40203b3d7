import type { Risk } from '@/lib/datasets';

export function printRisk({ quasi: of, classes, k, uniques, uniqueShare, averageRisk, maximumRisk, shareBelowFive, isHighRisk, sensitive: about }: Risk): void {
  const percent = (share: number) => `${(share * 100).toFixed(2)}%`;
  console.log(`\nRe-identification risk by ${of.join(', ')}: ${isHighRisk ? 'HIGH' : 'not high'}`);
  const lines: (readonly [string, string, string])[] = [
    ['k', String(k), 'everybody is one of at least so many who look alike'], ['classes', String(classes), 'different combinations'], ['uniques', `${uniques} (${percent(uniqueShare)})`, 'rows that are the only one of their kind'],
    ['average risk', percent(averageRisk), 'what an attacker expects who tries all rows (marketer)'], ['maximum risk', percent(maximumRisk), 'for the row that is easiest to find (prosecutor, journalist)'], ['classes below 5', percent(shareBelowFive), 'of the rows are in them'],
  ];
  if (about) {
    lines.push(['distinct l', String(about.distinctL), `different values of ${about.column} in the poorest class`], ['entropy l', about.entropyL.toFixed(3), 'the same, weighted by how even they are'], ['recursive (3, l)', String(about.recursiveL), 'the largest l that holds'],
      ['t', about.t.toFixed(4), `how far a class's ${about.column} is from everybody's`], ...(about.tOrdered === null ? [] : [['t, ordered', about.tOrdered.toFixed(4), 'the same, near values counting as near'] as const]));
  }
  for (const [name, value, meaning] of lines) console.log(`  ${name.padEnd(18)}${value.padEnd(18)}${meaning}`);
}
