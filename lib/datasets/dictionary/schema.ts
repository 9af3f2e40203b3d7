import { z } from 'zod';

export const maxDescriptionLength = 400;
export const maxUnitLength = 40;
/** Columns in one call, and characters of its JSON, of which an action takes 64 KiB: a form sends more in parts. */
export const maxColumnsAtOnce = 200;
export const maxCharactersAtOnce = 15_000;

/**
 * One line: a dictionary is read in a table and in CSV. Without control characters and without those of format, which say nothing and some of which turn the
 * writing around; the two that join letters of some scripts, and emoji, stay. Half a character is none: PostgreSQL refuses it. In one spelling (NFC).
 */
export function asLine(text: string): string {
  return text.replace(/(?![\u200c\u200d])[\p{Cf}\p{Cs}]/gu, '').replace(/[\s\p{Cc}]+/gu, ' ').normalize('NFC').trim();
}
const line = (max: number) => z.string().max(4 * max).transform(asLine).pipe(z.string().max(max));

export const describeColumnsInput = z.strictObject({
  revisionId: z.uuid(),
  columns: z.array(z.strictObject({ name: z.string().min(1).max(10_000), description: line(maxDescriptionLength).optional(), unit: line(maxUnitLength).optional() })).min(1).max(maxColumnsAtOnce),
});
export type DescribeColumnsInput = z.output<typeof describeColumnsInput>;
/** A part that is left out stays as it is. */
export type DictionaryChange = DescribeColumnsInput['columns'][number];

/** What a seller says of a column; both empty says nothing. */
export type DictionaryEntry = { readonly name: string; readonly description: string; readonly unit: string };

/** A column of one's own with what is said of it and what helps to say it. */
export type OwnDictionaryRow = DictionaryEntry & { readonly type: string; /** Values that stand in it, the most frequent or the first. */ readonly examples: readonly string[] };
export type OwnDictionary = { readonly fileName: string; /** What stands about the whole dataset: columns it names are described. */ readonly text: string; /** Of the dataset, where there is one. */ readonly listing: { readonly id: string; readonly title: string; readonly status: 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN' } | null; readonly rows: readonly OwnDictionaryRow[] };
