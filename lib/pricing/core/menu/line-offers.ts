import type { MenuPlan, PlanTerm } from './check-plans';
import { quoteChoice, rowsHeld } from './quote-choice';
import { upgradePrice } from './upgrade-price';

/** Rows of the table as it is sold now, for good or for a term. */
export type Held = { readonly rows: number; readonly isForGood: boolean };

/** What one line of a menu is to one reader. */
export type LineOffer = {
  /** A plan's id, or `whole`. */
  readonly id: string;
  readonly kind: MenuPlan['kind'];
  readonly rows: number;
  readonly term: PlanTerm | null;
  /** For who holds nothing, and for this reader. */
  readonly listMinor: number;
  readonly priceMinor: number;
  /** Gives nothing beyond what she holds. */
  readonly isHeld: boolean;
};

/** More rows for good than are held for good, or for good instead of for a term. A term beside what is held would give nothing, or take what is for good with its end. */
export function isMore(held: Held, offered: Held): boolean {
  if (!offered.isForGood) return false;
  return held.isForGood ? offered.rows > held.rows : offered.rows >= held.rows;
}

/** The price of something for a reader: what she paid for having a part for good is taken off what she has for good. */
export function priceFor(offered: Held & { readonly listMinor: number }, held: (Held & { readonly paidMinor: number }) | null): number {
  return offered.isForGood && held?.isForGood ? upgradePrice(offered.listMinor, held.paidMinor) : offered.listMinor;
}

type Menu = { readonly plans: readonly MenuPlan[]; readonly wholeMinor: number | null; readonly rowCount: number };

/** The whole menu as one reader sees it, the whole first. `usageRows`: how many rows she thinks of taking by use. What is on request has no price yet. */
export function lineOffers(menu: Menu, held: (Held & { readonly paidMinor: number }) | null, usageRows: number): readonly LineOffer[] {
  const { wholeMinor, rowCount } = menu;
  const lineOf = (id: string, line: Omit<LineOffer, 'id' | 'priceMinor' | 'isHeld'>): LineOffer => {
    const offered = { rows: line.rows, isForGood: line.term === null, listMinor: line.listMinor };
    return { id, ...line, priceMinor: priceFor(offered, held), isHeld: line.kind !== 'ON_REQUEST' && held !== null && !isMore(held, offered) };
  };
  // No price, one line: to ask.
  if (wholeMinor === null) return [lineOf('whole', { kind: 'ON_REQUEST', rows: rowCount, term: null, listMinor: 0 })];
  return [
    lineOf('whole', { kind: 'ONE_OFF', rows: rowCount, term: null, listMinor: wholeMinor }),
    ...menu.plans.flatMap((plan) => {
      if (plan.kind === 'ON_REQUEST') return [lineOf(plan.id, { kind: plan.kind, rows: rowCount, term: null, listMinor: wholeMinor })];
      const quoted = quoteChoice(plan, { rows: plan.kind === 'USAGE' ? usageRows : null, menu: menu.plans, wholeMinor, rowCount });
      return quoted ? [lineOf(plan.id, { kind: plan.kind, rows: rowsHeld(quoted, rowCount), term: quoted.term, listMinor: quoted.listMinor })] : [];
    }),
  ];
}

/** The line of an offer to her class, for everything: who holds a part, the free sample perhaps, pays the difference. Null where she holds everything. */
export function offerLine({ wholeMinor, rowCount }: Menu, held: (Held & { readonly paidMinor: number }) | null, offerMinor: number): LineOffer | null {
  const everything = { rows: rowCount, isForGood: true, listMinor: Math.min(offerMinor, wholeMinor ?? offerMinor) };
  if (held && !isMore(held, everything)) return null;
  return { id: 'offer', kind: 'ONE_OFF', rows: rowCount, term: null, listMinor: everything.listMinor, priceMinor: priceFor(everything, held), isHeld: false };
}
