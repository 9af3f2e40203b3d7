import type { AccountId } from '@/lib/shared/ids';
import type { Locale } from '@/lib/shared/locale';
import type { PrismaClient, Role } from './generated/client';

export type Actor =
  | { readonly kind: 'visitor'; readonly visitorId: string | null }
  | { readonly kind: 'account'; readonly accountId: AccountId; readonly sessionId: string; readonly roles: readonly Role[]; /** When she last proved who she is in this session. */ readonly steppedUpAt?: Date | null }
  | { readonly kind: 'system' };

/** Who asks, when, through what: the first argument of every use case. */
export type Context = {
  readonly db: PrismaClient;
  readonly actor: Actor;
  readonly now: () => Date;
  readonly requestId: string;
  readonly locale: Locale;
  /** `Sec-GPC: 1` was sent: optional purposes are off whatever was chosen before. */
  readonly hasGpcSignal: boolean;
  /** The client's network address as our server saw it, for rate limits, and kept of a look only as a keyed pseudonym of address and listing together; absent where nobody connected. */
  readonly address?: string;
  /** What the browser calls itself. */
  readonly userAgent?: string;
  /** Says of itself that it is a program. */
  readonly isAutomated?: boolean;
};
