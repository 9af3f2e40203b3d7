/** One mailbox, one spelling: NFKC (full-width letters fold), trimmed, lower case. */
export function normaliseEmail(address: string): string {
  return address.normalize('NFKC').trim().toLowerCase();
}
