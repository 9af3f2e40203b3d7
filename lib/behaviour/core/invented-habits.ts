export type Doing = 'VIEW' | 'PREVIEW' | 'SAVE' | 'BUY';
export type Temper = 'browser' | 'collector' | 'purchaser';

/** Where an invented person stands in a visit. `looks`: everything she ever did with this listing. */
export type Standing = {
  readonly kind: Doing; readonly temper: Temper; readonly isFirstVisit: boolean; readonly length: number;
  readonly isSaved: boolean; readonly isBought: boolean; readonly looks: number; readonly looksOfCategory: number;
};
/** Shares of what comes next; what is left to one is a look at something else. */
export type Tendency = { readonly PREVIEW: number; readonly SAVE: number; readonly BUY: number; readonly LEAVE: number };

/**
 * The habits of the demo market's people: a purchase ends most visits; after a preview and a save a purchase is likely; who comes back to
 * what was saved comes to buy; repeated looks at one field lead to a save; a first visit is short; long ones tire.
 */
export function tendencyAfter(standing: Standing): Tendency {
  const { kind, temper, isFirstVisit, length, isSaved, isBought, looks, looksOfCategory } = standing;
  const tired = isFirstVisit ? (length >= 2 ? 0.95 : 0.02) : length >= 9 ? 0.6 : 0.04;
  if (kind === 'BUY') return { PREVIEW: 0, SAVE: 0, BUY: 0, LEAVE: 0.9 };
  if (isBought) return { PREVIEW: 0, SAVE: 0, BUY: 0, LEAVE: tired };
  if (kind === 'SAVE') {
    const buys = temper === 'purchaser' ? 0.9 : temper === 'collector' ? 0.02 : 0.3;
    return { PREVIEW: 0, SAVE: 0, BUY: buys, LEAVE: temper === 'collector' ? 0.05 : (1 - buys) * 0.6 };
  }
  if (isSaved) return { PREVIEW: 0, SAVE: 0, BUY: temper === 'collector' ? 0.7 : 0.9, LEAVE: 0.05 };
  if (kind === 'PREVIEW') {
    const saves = looksOfCategory >= 2 || looks >= 4 ? (temper === 'browser' ? 0.05 : 0.9) : 0.05;
    return { PREVIEW: 0, SAVE: saves, BUY: 0.01, LEAVE: (1 - saves) * tired };
  }
  const previews = temper === 'browser' ? 0.05 : 0.6;
  return { PREVIEW: isFirstVisit ? previews / 2 : previews, SAVE: looksOfCategory >= 4 ? 0.08 : 0.01, BUY: 0.01, LEAVE: (1 - previews) * tired };
}
