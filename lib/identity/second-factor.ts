import { createHmac } from 'node:crypto';
import type { Db } from '@/lib/db';
import { seal, sealedColumns, unseal } from '@/lib/vault';
import { normaliseRecoveryCode } from './core/recovery-code';
import { matchTotp } from './core/totp';
import { useRecoveryCode } from './store/factors';
import { useTotpStep } from './store/identities';
import { recoveryCodeKeys } from './token-key';

export function sealTotp(column: 'totp' | 'totpPending', accountId: string, secret: string): string {
  return seal(sealedColumns[column], accountId, secret);
}

export function openTotp(column: 'totp' | 'totpPending', accountId: string, sealed: string): string {
  return unseal(sealedColumns[column], accountId, sealed);
}

/** Keyed, so that a dump of the table can't be searched for codes. Under every version of the key, the one to be written first. */
export function recoveryMacs(accountId: string, code: string): readonly [string, ...string[]] {
  const [newest, ...older] = recoveryCodeKeys();
  const macUnder = (key: Uint8Array): string => createHmac('sha256', key).update(`${accountId} ${normaliseRecoveryCode(code)}`).digest('base64url');
  return [macUnder(newest), ...older.map(macUnder)];
}

type Factors = { readonly id: string; readonly totpCipher: string | null; readonly totpLastStep: number | null };

/** Spends a code of the app or a recovery code: of any number of requests with the same one, one is right. */
export async function spendCode(db: Db, account: Factors, { code, at }: { readonly code: string; readonly at: Date }): Promise<'totp' | 'recovery' | null> {
  if (account.totpCipher === null) return null;
  const digits = code.replace(/\s/g, '');
  if (/^\d{6}$/.test(digits)) {
    const step = matchTotp({ secret: openTotp('totp', account.id, account.totpCipher), code: digits, now: at, lastStep: account.totpLastStep });
    return step !== null && (await useTotpStep(db, { accountId: account.id, step })) ? 'totp' : null;
  }
  return (await useRecoveryCode(db, { accountId: account.id, codeMacs: recoveryMacs(account.id, code), at })) ? 'recovery' : null;
}
