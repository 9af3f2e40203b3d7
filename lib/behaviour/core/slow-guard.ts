/** Stops asking a model that is too slow: after so many slow answers in a row it rests for a while, and is then asked again. */
export type SlowGuard = { readonly isResting: (at: number) => boolean; readonly add: (milliseconds: number, at: number) => void };

export const slowMilliseconds = 50;
const inARow = 3;
const restMilliseconds = 60_000;

/** Times come from whoever asks: the guard has no clock of its own. */
export function slowGuard(): SlowGuard {
  let [slow, restsUntil] = [0, Number.NEGATIVE_INFINITY];
  return {
    isResting: (at) => at < restsUntil,
    add(milliseconds, at) {
      slow = milliseconds > slowMilliseconds ? slow + 1 : 0;
      if (slow >= inARow) [slow, restsUntil] = [0, at + restMilliseconds];
    },
  };
}
