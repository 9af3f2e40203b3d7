import { z } from 'zod';
import { locales } from '@/lib/shared/locale';

export const emailInput = z.string().trim().max(254).pipe(z.email());
export const passwordInput = z.string().min(8).max(128);

export const signUpInput = z.strictObject({
  email: emailInput,
  password: passwordInput,
  locale: z.enum(locales),
});

export const signInInput = z.strictObject({ email: emailInput, password: z.string().min(1).max(128) });

export const becomeSellerInput = z.strictObject({
  name: z.string().trim().min(2).max(60),
  about: z.string().trim().max(500).default(''),
});

export const pageInput = z.strictObject({ cursor: z.string().max(200).optional(), size: z.number().int().min(1).max(100).default(50) });

export type SignUpInput = z.infer<typeof signUpInput>;
export type SignInInput = z.infer<typeof signInInput>;
export type BecomeSellerInput = z.infer<typeof becomeSellerInput>;

/** One page of a keyset-paged list. */
export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };

/** What the signed-in person sees of herself. */
export type AccountView = {
  readonly email: string;
  readonly roles: readonly ('BUYER' | 'SELLER' | 'ADMIN' | 'AUDITOR')[];
  readonly seller: { readonly slug: string; readonly name: string; readonly about: string } | null;
  readonly isDemo: boolean;
};

/** What an administrator sees of a person: a pseudonym, no address. */
export type UserRow = {
  readonly pseudonym: string;
  readonly roles: readonly string[];
  readonly status: 'ACTIVE' | 'CLOSED' | 'ERASED';
  readonly sellerName: string | null;
  readonly orderCount: number;
  readonly isDemo: boolean;
  readonly createdAt: string;
};

export type SessionView = {
  readonly id: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly isCurrent: boolean;
};

/** How many accounts are open, and how many of them sell or were made for the demonstration. */
export type UserFigures = { readonly accountCount: number; readonly sellerCount: number; readonly demoCount: number };
