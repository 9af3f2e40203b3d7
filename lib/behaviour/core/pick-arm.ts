import { createHash } from 'node:crypto';

export type Arm = 'control' | 'treatment';

/** Half of all people each, the same one every time: nothing decides but the hash of experiment and pseudonym. */
export function pickArm(experimentId: string, subject: string): Arm {
  return ((createHash('sha256').update(`${experimentId} ${subject}`).digest()[0] ?? 0) & 1) === 0 ? 'control' : 'treatment';
}
