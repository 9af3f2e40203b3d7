import { seededRandom } from '@/lib/shared/seeded-random';

/** A number that only depends on the text (FNV-1a, 32 bit). */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** What a seller asks who knows the suggestion: 20 % below to 35 % above it, as a price people write. Minor units. */
export function askedPrice(suggestedMinor: number, resource: string): number {
  const factor = 0.8 + 0.55 * seededRandom(seedOf(resource))();
  const asked = suggestedMinor * factor;
  const step = asked >= 10_000 ? 500 : asked >= 1_000 ? 100 : 10;
  return Math.max(50, Math.round(asked / step) * step);
}
