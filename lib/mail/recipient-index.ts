import { blindIndex, blindIndexes } from '@/lib/vault';

const name = 'OutboxMail.recipient';
const normalise = (address: string): string => address.normalize('NFKC').trim().toLowerCase();

/** Equality of addresses, and nothing else, can be seen from it. */
export function recipientIndex(address: string): string {
  return blindIndex(name, normalise(address));
}

/** Every form an address may be stored under while a rotation is under way. */
export function recipientIndexes(address: string): readonly string[] {
  return blindIndexes(name, normalise(address));
}
