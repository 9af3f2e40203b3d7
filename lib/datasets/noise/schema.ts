import { z } from 'zod';

export const nameLabelInput = z.strictObject({ revisionId: z.uuid(), column: z.string().min(1).max(500).nullable() });
export type NameLabelInput = z.infer<typeof nameLabelInput>;

/** Why there is no figure: the label is not shown, no numeric column beside it, too few rows, one class or too many. */
export const noiseFaults = ['label', 'columns', 'rows', 'classes', 'unreadable'] as const;
export type NoiseFault = (typeof noiseFaults)[number];

/** Shares of the rows looked at, in whole percent. */
export type NoiseFigures = { readonly share: number; readonly oobShare: number; readonly shapleyShare: number; readonly rows: number; readonly columnCount: number; readonly classCount: number };

/** What the label column of a revision looks like. Null `figures` and `fault`: being estimated. */
export type NoiseView = { readonly column: string; readonly figures: NoiseFigures | null; readonly fault: NoiseFault | null };
