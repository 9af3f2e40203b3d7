import { z } from 'zod';

export const grantDownloadInput = z.strictObject({ entitlementId: z.uuid() });
export const downloadTokenInput = z.string().min(20).max(600);

/** A link that works for the same account until `expiresAt` (at most 10 minutes). */
export type DownloadGrant = { readonly path: string; readonly expiresAt: string };
