import { z } from 'zod';

export const lawfulBases = ['consent', 'contract', 'legal-obligation', 'vital-interests', 'public-task', 'legitimate-interests', 'made-public', 'not-living'] as const;
export type LawfulBasis = (typeof lawfulBases)[number];
export type FindingVerdict = 'OPEN' | 'CONFIRMED' | 'REJECTED';

const columnName = z.string().min(1).max(1_000);
const reason = z.string().trim().min(10).max(500);

export const decideFindingInput = z.strictObject({ findingId: z.uuid(), verdict: z.enum(['CONFIRMED', 'REJECTED']), reason });
export type DecideFindingInput = z.infer<typeof decideFindingInput>;

export const chooseQuasiInput = z.strictObject({ revisionId: z.uuid(), quasi: z.array(columnName).max(20), sensitive: columnName.nullable(), isAboutPeople: z.boolean(), reason: z.string().trim().max(500) });
export type ChooseQuasiInput = z.infer<typeof chooseQuasiInput>;

export const generalisationStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bucket'), column: columnName, width: z.number().min(1e-6).max(1e12) }),
  z.strictObject({ kind: z.literal('period'), column: columnName, unit: z.enum(['month', 'year', 'decade']) }),
  z.strictObject({ kind: z.literal('truncate'), column: columnName, keep: z.int().min(0).max(100) }),
  z.strictObject({ kind: z.literal('top'), column: columnName, at: z.number().min(-1e12).max(1e12) }),
  z.strictObject({ kind: z.literal('hash'), column: columnName }),
  z.strictObject({ kind: z.literal('drop'), column: columnName }),
]);
export const generaliseInput = z.strictObject({ revisionId: z.uuid(), steps: z.array(generalisationStep).max(50), suppressBelow: z.int().min(1).max(1_000) });
export type GeneraliseInput = z.infer<typeof generaliseInput>;

/** When the people in the data were told what happens with it. */
export const noticeKinds = ['before', 'within-a-month', 'announced', 'exempt'] as const;
export const collectionKinds = ['from-people', 'observed', 'public-sources', 'other-organisation'] as const;
/** Where personal data comes from, without which it can't be published: how it was collected, whether the people know, and where they live. */
export const provenanceInput = z.strictObject({ notice: z.enum(noticeKinds), collection: z.enum(collectionKinds), territories: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1).max(60) });
export type Provenance = z.infer<typeof provenanceInput>;

export const requestApprovalInput = z.strictObject({ revisionId: z.uuid(), lawfulBasis: z.enum(lawfulBases), provenance: provenanceInput, statement: z.string().trim().min(20).max(2_000) });
export type RequestApprovalInput = z.infer<typeof requestApprovalInput>;

export const answerApprovalInput = z.strictObject({ approvalId: z.uuid(), state: z.enum(['APPROVED', 'REFUSED']), answer: reason });
export type AnswerApprovalInput = z.infer<typeof answerApprovalInput>;

export const visibilityModes = ['SHOW', 'BUCKET', 'HIDE'] as const;
/** SHOW: as measured. BUCKET: name, type and counts, coarse bins, no value. HIDE: nothing at all, not even the name. */
export type VisibilityMode = (typeof visibilityModes)[number];
export type VisibilityChoice = Readonly<Record<string, VisibilityMode>>;

export const chooseVisibilityInput = z.strictObject({ revisionId: z.uuid(), columns: z.record(columnName, z.enum(visibilityModes)).refine((columns) => Object.keys(columns).length <= 2_000), minTopCount: z.int().min(1).max(1_000_000) });
export type ChooseVisibilityInput = z.infer<typeof chooseVisibilityInput>;
