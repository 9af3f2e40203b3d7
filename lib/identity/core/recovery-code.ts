const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
export const recoveryCodeCount = 10;

/** Twelve letters and digits of an alphabet without look-alikes, in three groups: 59 bits. `bytes` are random; those that would favour a letter are skipped. */
export function recoveryCodeOf(bytes: Uint8Array): string | null {
  const even = [...bytes].filter((byte) => byte < letters.length * Math.floor(256 / letters.length)).slice(0, 12);
  if (even.length < 12) return null;
  const text = even.map((byte) => letters[byte % letters.length]).join('');
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}

/** As it was printed, however it is typed. */
export function normaliseRecoveryCode(typed: string): string {
  return typed.toLowerCase().replace(/[^a-z0-9]/g, '');
}
