import { z } from 'zod';

export const mailStates = ['WAITING', 'SENT', 'FAILED'] as const;
export const outboxInput = z.strictObject({ state: z.enum(mailStates).optional(), cursor: z.string().max(80).optional(), size: z.int().min(1).max(100).default(30) });
export type OutboxInput = z.infer<typeof outboxInput>;

/** The recipient is masked: who it is, is the vault's affair. */
export type MailRow = { readonly id: string; readonly kind: string; readonly recipient: string; readonly subject: string; readonly text: string; readonly state: (typeof mailStates)[number]; readonly attempts: number; readonly fault: string; readonly createdAt: string; readonly sentAt: string | null };
