import { env } from '@/lib/env';

/** Where mail is sent, an address is confirmed before its account can be used; where there is no mail server nobody could. */
export function isVerificationRequired(): boolean {
  const { EMAIL_VERIFICATION: wish, SMTP_URL: server } = env();
  return wish === undefined ? server !== undefined : wish === 'required';
}

export function needsVerifiedEmail(account: { readonly emailVerifiedAt: Date | null; readonly isDemo: boolean }): boolean {
  return isVerificationRequired() && account.emailVerifiedAt === null && !account.isDemo;
}
