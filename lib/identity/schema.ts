import { z } from 'zod';
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { locales } from '@/lib/shared/locale';

export const emailInput = z.string().trim().max(254).pipe(z.email());
export const passwordInput = z.string().min(8).max(128);

export const signUpInput = z.strictObject({
  email: emailInput,
  password: passwordInput,
  locale: z.enum(locales),
});

const typedPassword = z.string().min(1).max(128);
const codeInput = z.string().max(40);

export const signInInput = z.strictObject({ email: emailInput, password: typedPassword, code: codeInput.optional() });

const token = z.string().regex(/^[\w-]{43}$/);
export const mailLinkInput = z.strictObject({ token });
export const resetPasswordInput = z.strictObject({ token, password: passwordInput });
export const askPasswordResetInput = z.strictObject({ email: emailInput });
export const changeEmailInput = z.strictObject({ email: emailInput });
export const changePasswordInput = z.strictObject({ current: typedPassword, password: passwordInput });
export const confirmTotpInput = z.strictObject({ code: codeInput });

const part = z.string().max(8_000).regex(/^[\w-]*={0,2}$/);
const answerFrame = { id: part.max(1_400), rawId: part.max(1_400), authenticatorAttachment: z.string().max(40).optional(), type: z.literal('public-key').optional(), clientExtensionResults: z.record(z.string().max(60), z.unknown()).optional() };

/** What a browser brings from a passkey, as WebAuthn's JSON has it. Only what is checked is kept. */
export const passkeyAnswer = z.strictObject({
  challengeId: z.uuid(),
  response: z.strictObject({ ...answerFrame, response: z.strictObject({ clientDataJSON: part, authenticatorData: part, signature: part, userHandle: part.optional() }) })
    .transform(({ id, rawId, response: { clientDataJSON, authenticatorData, signature } }) => ({ id, rawId, response: { clientDataJSON, authenticatorData, signature } })),
});

export const addPasskeyInput = z.strictObject({
  challengeId: z.uuid(),
  name: z.string().trim().min(1).max(60),
  response: z.strictObject({
    ...answerFrame,
    response: z.strictObject({
      clientDataJSON: part, attestationObject: part, transports: z.array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])).max(8).optional(),
      authenticatorData: part.optional(), publicKey: part.optional(), publicKeyAlgorithm: z.number().optional(),
    }),
  }).transform(({ id, rawId, response: { clientDataJSON, attestationObject, transports } }) => ({ id, rawId, response: { clientDataJSON, attestationObject, ...(transports === undefined ? {} : { transports }) } })),
});
export const askPasskeyInput = z.strictObject({ purpose: z.enum(['sign-in', 'step-up', 'new']) });
export const removePasskeyInput = z.strictObject({ id: z.uuid() });
export const stepUpInput = z.union([z.strictObject({ password: typedPassword, code: codeInput.optional() }), z.strictObject({ passkey: passkeyAnswer })]);

/** Who it is about, as administrators name people. */
const person = z.string().regex(/^p\d+_[\w-]{22}$/);
const reason = z.string().trim().min(10).max(300);
export const userInput = z.strictObject({ person });
export const revealInput = z.strictObject({ person, reason });
export const changeRoleInput = z.strictObject({ person, role: z.enum(['ADMIN', 'AUDITOR']), isGranted: z.boolean(), reason });
/** By address: for the command line, where nobody has a pseudonym to go by. */
export const giveRoleInput = z.strictObject({ email: emailInput, role: z.enum(['ADMIN', 'AUDITOR']), isGranted: z.boolean(), reason });
export const changeStatusInput = z.strictObject({ person, status: z.enum(['ACTIVE', 'CLOSED']), reason });

export const roles = ['BUYER', 'SELLER', 'ADMIN', 'AUDITOR'] as const;
export const accountStatuses = ['ACTIVE', 'CLOSED', 'ERASED'] as const;
export const listUsersInput = z.strictObject({ role: z.enum(roles).optional(), status: z.enum(accountStatuses).optional() });
export type ListUsersInput = z.infer<typeof listUsersInput>;

export type MailLinkInput = z.infer<typeof mailLinkInput>;
export type ResetPasswordInput = z.infer<typeof resetPasswordInput>;
export type AskPasswordResetInput = z.infer<typeof askPasswordResetInput>;
export type ChangeEmailInput = z.infer<typeof changeEmailInput>;
export type ChangePasswordInput = z.infer<typeof changePasswordInput>;
export type ConfirmTotpInput = z.infer<typeof confirmTotpInput>;
export type PasskeyAnswer = z.infer<typeof passkeyAnswer>;
export type AddPasskeyInput = z.infer<typeof addPasskeyInput>;
export type RemovePasskeyInput = z.infer<typeof removePasskeyInput>;
export type StepUpInput = z.infer<typeof stepUpInput>;
export type UserInput = z.infer<typeof userInput>;
export type RevealInput = z.infer<typeof revealInput>;
export type ChangeRoleInput = z.infer<typeof changeRoleInput>;
export type GiveRoleInput = z.infer<typeof giveRoleInput>;
export type ChangeStatusInput = z.infer<typeof changeStatusInput>;

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
  readonly isEmailVerified: boolean;
};

/** What an administrator sees of a person: a pseudonym, no address. */
export type UserRow = {
  readonly pseudonym: string;
  readonly roles: readonly string[];
  readonly status: (typeof accountStatuses)[number];
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
  /** "Chrome, Windows"; empty when the browser said nothing known. */
  readonly device: string;
  /** Opened with a second factor or a passkey. */
  readonly isStrong: boolean;
};

/** How many accounts are open, and how many of them sell or were made for the demonstration. */
export type UserFigures = { readonly accountCount: number; readonly sellerCount: number; readonly demoCount: number };

export type PasskeyRequest = { readonly challengeId: string; readonly options: PublicKeyCredentialRequestOptionsJSON };
export type PasskeyCreation = { readonly challengeId: string; readonly options: PublicKeyCredentialCreationOptionsJSON };

export type SecurityView = {
  readonly isEmailVerified: boolean;
  readonly hasTotp: boolean;
  readonly recoveryCodesLeft: number;
  readonly passkeys: readonly { readonly id: string; readonly name: string; readonly createdAt: string; readonly lastUsedAt: string | null }[];
  /** Roles that wait until this session was opened with a second factor. */
  readonly asleepRoles: readonly string[];
  /** When an administrator saw the address, and why. */
  readonly reveals: readonly { readonly at: string; readonly reason: string }[];
};

/** One person, as an administrator sees her. */
export type UserView = UserRow & { readonly locale: string; readonly isEmailVerified: boolean; readonly hasTotp: boolean; readonly passkeyCount: number; readonly sessionCount: number; readonly isSelf: boolean };
