/**
 * One kind of personal data. `score`: how sure a match is on its own; a checksum makes it surer, words around it surer still. Patterns are bounded
 * and never nest a repetition, so that a scan takes time in proportion to the text.
 */
export type Recogniser = {
  readonly entity: string;
  readonly pattern: RegExp;
  readonly score: number;
  /** Checksum, date or range: what the pattern can't say. */
  readonly isValid?: (match: string) => boolean;
  /** A checksum some issuers don't keep: right, it makes a finding surer; wrong, it says nothing. */
  readonly isSure?: (match: string) => boolean;
  /** How much of a match belongs to it, where the pattern takes the next word along. */
  readonly lengthOf?: (match: string) => number;
  /** What is not valid is read on from its second word, not from its end: a title before a name must not hide it. */
  readonly isReadOn?: boolean;
  /** Words near a match that speak for it. */
  readonly context?: RegExp;
};

export const digitsOf = (text: string): number[] => Array.from(text.replaceAll(/\D/g, ''), Number);
export const plain = (text: string): string => text.replaceAll(/[\s.\-/:]/g, '').toUpperCase();

/** Before "Name:" in a pattern: a product, a file and a company have a name, too. */
export const notOfThings = '(?<!(?:Product|File|Folder|Company|Column|Table|Field|Brand|Item|Domain|Host|Server|Project|Event|Business|Account|Model|Class|Variable|Function|Station|City|Country|Street|School|Team|Group|Organi[sz]ation|Last|First) )';

/** "5 Minute Drive" and "2 Way" are no addresses. */
export const isStreet = (text: string): boolean => !/ (?:Minute|Hour|Day|Week|Month|Year|Mile|Kilomet(?:er|re)|Step|Speed|Star|Lane)s? (?:Drive|Way|Court|Road|Highway|Lane)$/.test(text);

/** A calendar day that exists. Years of two digits are taken as they are: leap years by the year 2000. */
export function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year < 100 ? 2000 + year : year, month - 1, day));
  return month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
