import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Card } from '@/app/_ui/card';

const items = ['account', 'sessions', 'orders', 'terms', 'consent', 'notices', 'events', 'audit'] as const;

export function KnownAbout({ locale }: { readonly locale: Locale }) {
  const t = translator(locale, 'account.privacy');
  const who = translator(locale, 'notice.who');
  return (
    <>
      <section aria-labelledby="known">
        <h2 id="known" className="mb-4 text-xl font-semibold">{t('known')}</h2>
        <dl className="divide-y divide-line rounded-card border border-line bg-surface px-5 text-sm">
          {items.map((item) => (
            <div key={item} className="grid gap-1 py-3 sm:grid-cols-[10rem_minmax(0,1fr)] sm:gap-6">
              <dt className="font-medium">{t(`knownItem.${item}.name`)}</dt>
              <dd className="text-ink-soft">{t(`knownItem.${item}.text`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Card as="section" labelledBy="pseudonym">
        <h2 id="pseudonym" className="text-lg font-semibold">{who('title')}</h2>
        <p className="mt-2 max-w-prose text-sm">{who('pseudonym')}</p>
        <p className="mt-2 max-w-prose text-sm">{who('key')}</p>
        <p className="mt-3 max-w-prose text-sm text-ink-soft">{t('pseudonymBody')}</p>
      </Card>
    </>
  );
}
