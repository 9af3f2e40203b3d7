import { z } from 'zod';

export const maxDescriptionLength = 400;
export const maxUnitLength = 40;
/** So many columns in one call: with the longest names and texts they stay within what an action takes. */
export const maxColumnsAtOnce = 20;

/** One line: a dictionary is read in a table and in CSV. */
const line = (max: number) => z.string().transform((text) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()).pipe(z.string().max(max));

export const describeColumnsInput = z.strictObject({
  revisionId: z.uuid(),
  columns: z.array(z.strictObject({ name: z.string().min(1).max(500), description: line(maxDescriptionLength), unit: line(maxUnitLength) })).min(1).max(maxColumnsAtOnce),
});
export type DescribeColumnsInput = z.output<typeof describeColumnsInput>;

/** What a seller says of a column; both empty says nothing. */
export type DictionaryEntry = { readonly name: string; readonly description: string; readonly unit: string };

/** A column of one's own with what is said of it and what helps to say it. */
export type OwnDictionaryRow = DictionaryEntry & { readonly type: string; /** Values that stand in it, the most frequent or the first. */ readonly examples: readonly string[] };
export type OwnDictionary = { readonly fileName: string; /** Of the dataset, where there is one. */ readonly listing: { readonly id: string; readonly title: string; readonly status: 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN' } | null; readonly rows: readonly OwnDictionaryRow[] };
