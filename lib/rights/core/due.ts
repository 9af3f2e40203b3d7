const day = 24 * 60 * 60 * 1000;

/** One month (GDPR art. 12(3)), counted as thirty days. */
export const answerDays = 30;

export function dueOf(openedAt: Date): Date {
  return new Date(openedAt.getTime() + answerDays * day);
}

/** Whole days since it was asked, and whole days that are left: negative once it is late. An answered request has the age it was answered at. */
export function agesOf({ openedAt, dueAt, answeredAt }: { readonly openedAt: Date; readonly dueAt: Date; readonly answeredAt: Date | null }, now: Date): { readonly ageDays: number; readonly daysLeft: number } {
  const until = (answeredAt ?? now).getTime();
  return { ageDays: Math.floor((until - openedAt.getTime()) / day), daysLeft: Math.trunc((dueAt.getTime() - until) / day) || 0 };
}
