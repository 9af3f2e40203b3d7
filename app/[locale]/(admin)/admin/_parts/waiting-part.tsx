import Link from 'next/link';
import { BellRing, Scale, ShieldAlert, UserRoundCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatCount } from '@/app/_ui/format';

/** Of one kind what waits for an administrator; `urgentCount`: overdue, or raised as critical. */
export type Waiting = { readonly openCount: number; readonly urgentCount: number };
type WaitingPartProps = { readonly locale: Locale; readonly approvals: Waiting; readonly rights: Waiting; readonly contests: Waiting; readonly alerts: Waiting };

/** What somebody has to answer, each with its number and the way to it; or that nothing waits. */
export function WaitingPart({ locale, ...waiting }: WaitingPartProps) {
  const t = translator(locale, 'admin.waiting');
  const kinds: readonly { readonly key: keyof typeof waiting; readonly page: string; readonly icon: ReactNode }[] = [
    { key: 'approvals', page: 'privacy', icon: <ShieldAlert aria-hidden /> }, { key: 'rights', page: 'rights', icon: <UserRoundCheck aria-hidden /> },
    { key: 'contests', page: 'contests', icon: <Scale aria-hidden /> }, { key: 'alerts', page: 'alerts', icon: <BellRing aria-hidden /> },
  ];
  const open = kinds.filter(({ key }) => waiting[key].openCount > 0);
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting" className="mb-3 text-lg font-semibold">{t('title')}</h2>
      {open.length === 0 ? <p className="text-sm text-ink-soft">{t('none')}</p> : (
        <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
          {open.map(({ key, page, icon }) => (
            <li key={key}>
              <Link href={`/${locale}/admin/${page}`} prefetch={false} className="flex h-full items-start gap-3 rounded-card border border-line bg-surface p-4 hover:border-ink-soft [&>svg]:mt-1 [&>svg]:size-4 [&>svg]:shrink-0">
                {icon}
                <span>
                  <span className="block font-medium">{t(`kind.${key}`, { count: waiting[key].openCount, shown: formatCount(waiting[key].openCount, locale) })}</span>
                  {waiting[key].urgentCount > 0 ? <span className="mt-0.5 block text-sm text-bad">{t(`urgent.${key}`, { count: waiting[key].urgentCount })}</span> : null}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
