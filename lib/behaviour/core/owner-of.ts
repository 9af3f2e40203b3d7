/**
 * A number from 1 to 2³² − 1 that stands for a pseudonym in an index (FNV-1a): enough to leave somebody's visits out without looking anybody up. Two
 * people with one number, one pair among billions, would be left out together.
 */
export function ownerOf(subject: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < subject.length; at += 1) hash = Math.imul(hash ^ subject.charCodeAt(at), 0x01000193);
  return hash >>> 0 || 1;
}
