import type { Metadata } from 'next';
import Link from 'next/link';
import { Sparkles } from 'lucide-react';
import { recommend } from '@/lib/behaviour';
import type { Recommendation, ScoreFactor } from '@/lib/behaviour/schema';
import type { Locale } from '@/lib/shared/locale';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requestContext } from '@/app/_server/request-context';
import { Card } from '@/app/_ui/card';
import { BarChart } from '@/app/_ui/charts/bar-chart';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatNumber } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'registry.why')('title'), robots: { index: false } };
}

/** The suggestions once more, rendered on the server, with their scores taken apart. */
export default async function WhyPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const list = valueOrNotFound(await recommend(await requestContext(locale), { size: 6 }));
  const t = translator(locale, 'registry.why');
  const statement = translator(locale, 'market.forYou.statement');
  const most = Math.max(1e-9, ...list.items.flatMap((item) => item.why.factors.map((factor) => factor.amount)));
  return (
    <div className="page-width pt-10">
      <PageHeader title={t('title')} lead={t('lead')} />
      <p className="mb-6 max-w-prose text-sm text-ink-soft">
        {statement(list.isPersonal ? 'personal' : list.notPersonalBecause ?? 'no-history')} <Link href={`/${locale}/privacy`} className="text-link">{statement('change')}</Link>
        {' · '}<Link href={`/${locale}/models`} className="text-link">{t('version', { version: list.modelVersion })}</Link>
      </p>
      {list.items.length === 0 ? <EmptyState icon={<Sparkles />} title={t('empty')} body={list.notPersonalBecause === 'nothing-left' ? statement('nothing-left') : t('emptyBody')} /> : (
        <ol className="grid gap-5 lg:grid-cols-2">{list.items.map((item) => <li key={item.card.id}><WhyCard locale={locale} item={item} most={most} /></li>)}</ol>
      )}
      <p className="mt-8 max-w-prose text-sm text-ink-soft">{t('change')}</p>
    </div>
  );
}

/** Bars of all cards share one scale: `most` fills it. */
function WhyCard({ locale, item: { card, why }, most }: { readonly locale: Locale; readonly item: Recommendation; readonly most: number }) {
  const t = translator(locale, 'registry.why');
  const figure = (value: number): string => formatNumber(Number(value.toPrecision(3)), locale);
  return (
    <Card as="section" labelledBy={`why-${card.slug}`}>
      <h2 id={`why-${card.slug}`} className="text-base font-semibold"><Link href={`/${locale}/datasets/${card.slug}`} prefetch={false} className="hover:underline">{card.title}</Link></h2>
      <p className="mb-3 text-sm text-ink-soft">{t('score', { score: figure(why.score) })}</p>
      <BarChart caption={t('caption', { title: card.title })} labelHeader={t('factor')} valueHeader={t('amount')} max={most} rows={why.factors.map((factor, index) => ({ key: `${factor.code} ${index}`, label: factorText(factor, locale), value: factor.amount, text: `${factor.amount < 0 ? '−' : '+'}${figure(Math.abs(factor.amount))}` }))} />
    </Card>
  );
}

function factorText({ code, label }: ScoreFactor, locale: Locale): string {
  const t = translator(locale, 'registry.why');
  switch (code) {
    case 'viewed': return label === '' ? t('viewedGone') : t('viewed', { title: label });
    case 'rules': return t('rules');
    case 'content': return t('content');
    case 'popularity': return t('popularity');
    case 'word': return label === '…' ? t('words') : t('word', { word: label });
    case 'sales': return t('sales');
    case 'newest': return t('newest');
  }
}
