import type { Metadata } from 'next';
import { getComparison } from '@/lib/delivery';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requestContext } from '@/app/_server/request-context';
import { Alert } from '@/app/_ui/alert';
import { LinkButton } from '@/app/_ui/button';
import { PageHeader } from '@/app/_ui/page-header';
import { ChooseRevisions } from '@/app/_ui/revisions/choose-revisions';
import { CompareRows } from '@/app/_ui/revisions/compare-rows.client';
import { readRevisionNumber } from '@/app/_ui/revisions/read-revision-number';
import { RowsPart, SchemaPart, ValuesPart } from '../_parts/diff-part';
import { compareReleasedAction } from './actions';
import { notThere } from '../_parts/not-there';

type PageProps = { readonly params: Promise<{ readonly locale: string; readonly slug: string }>; readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'revisions.compare')('title'), robots: { index: false, follow: false } };
}

/** Any two revisions that everybody knows of against each other. */
export default async function ComparePage({ params, searchParams }: PageProps) {
  const { slug } = await params;
  const locale = await readLocale(params);
  const ctx = await requestContext(locale);
  const { from, to } = await searchParams;
  const found = await getComparison(ctx.db, { slug, from: readRevisionNumber(from), to: readRevisionNumber(to) });
  if (!found) return notThere(ctx.db, { locale, slug });
  const t = translator(locale, 'revisions.compare');
  const common = translator(locale, 'common');
  const here = `/${locale}/datasets/${slug}/compare`;
  return (
    <article className="page-width max-w-5xl space-y-10 pt-6">
      <PageHeader
        title={t('titleOf', { from: found.from, to: found.to })} lead={t('lead')} breadcrumbsLabel={common('breadcrumbs')}
        breadcrumbs={[{ label: common('nav.market'), href: `/${locale}/search` }, { label: found.title, href: `/${locale}/datasets/${slug}` }, { label: t('title') }]}
        actions={<LinkButton href={`/${locale}/datasets/${slug}`}>{translator(locale, 'revisions')('page.back')}</LinkButton>}
      />
      <ChooseRevisions locale={locale} action={here} numbers={found.numbers} from={found.from} to={found.to} />
      <SchemaPart locale={locale} changes={found.changes} />
      {found.diff ? <><RowsPart locale={locale} diff={found.diff} /><ValuesPart locale={locale} diff={found.diff} /></> : ctx.actor.kind === 'account' ? (
        <Messages locale={locale} namespaces={['common', 'refusals', 'revisions.compare']}><CompareRows input={{ slug, from: found.from, to: found.to }} action={compareReleasedAction} /></Messages>
      ) : <Alert tone="info" title={t('notYet')}>{t('signIn')} <a href={`/${locale}/sign-in?next=${encodeURIComponent(`${here}?from=${found.from}&to=${found.to}`)}`} className="text-link">{common('nav.signIn')}</a></Alert>}
    </article>
  );
}
