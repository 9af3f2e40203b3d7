import type { PlanTerm } from '@/lib/pricing/schema';

const monthsOf = { MONTH: 1, YEAR: 12 } as const satisfies Record<PlanTerm, number>;

/** The end of the n-th term of a subscription: the same day of the month as it began, or the month's last where there is none (UTC). */
export function termEnd(startedAt: Date, term: PlanTerm, count: number): Date {
  const months = startedAt.getUTCMonth() + monthsOf[term] * count;
  const lastDay = new Date(Date.UTC(startedAt.getUTCFullYear(), months + 1, 0)).getUTCDate();
  const end = new Date(startedAt);
  end.setUTCFullYear(startedAt.getUTCFullYear(), months, Math.min(startedAt.getUTCDate(), lastDay));
  return end;
}

/** The end of the next term to pay for: the first that lies after both what is paid and now. Terms that nobody could be asked to pay in time are given, not charged. */
export function nextTermEnd(startedAt: Date, term: PlanTerm, { paidUntil, now }: { readonly paidUntil: Date; readonly now: Date }): Date {
  const after = Math.max(paidUntil.getTime(), now.getTime());
  let count = 1;
  while (termEnd(startedAt, term, count).getTime() <= after) count += 1;
  return termEnd(startedAt, term, count);
}
