import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { findPublishedListing } from '@/lib/catalog';
import { getPublicProfile, getPublishedSample } from '@/lib/datasets';
import { client } from '@/lib/db';
import { askSample, exampleQuestions } from '@/lib/delivery';
import { askSampleInput, maxQuestionLength, questionBounds, type QuestionAnswer } from '@/lib/delivery/schema';
import { refuse, type Result } from '@/lib/shared/result';
import { readLocale } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { refusalSentence } from '@/app/_server/problem';
import { requestContext } from '@/app/_server/request-context';
import { readClientAddress } from '@/app/_server/request-facts';
import { Alert } from '@/app/_ui/alert';
import { Button, LinkButton } from '@/app/_ui/button';
import { EmptyState } from '@/app/_ui/empty-state';
import { Field, TextArea } from '@/app/_ui/field';
import { formatCount } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { Play, Table2 } from 'lucide-react';
import { AnswerPart } from './_parts/answer-part';
import { ExamplesPart } from './_parts/examples-part';
import { SubmitByKeys } from './_parts/submit-by-keys.client';
import { notThere } from '../_parts/not-there';

type PageProps = { readonly params: Promise<{ readonly locale: string; readonly slug: string }>; readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { slug } = await params;
  const locale = await readLocale(params);
  const listing = await findPublishedListing(client(), { slug });
  return listing ? { title: translator(locale, 'questions')('titleFor', { title: listing.title }), robots: { index: false, follow: false } } : {};
}

/** A form that works without scripts: the question is part of the address, so an answer can be shared as a link. */
export default async function QuestionsPage({ params, searchParams }: PageProps) {
  const { slug } = await params;
  const locale = await readLocale(params);
  const ctx = await requestContext(locale);
  const listing = await findPublishedListing(ctx.db, { slug });
  if (!listing) return notThere(ctx.db, { locale, slug });
  const [profile, sample, { sql: asked }] = await Promise.all([getPublicProfile(ctx.db, listing), getPublishedSample(ctx.db, listing), searchParams]);
  const t = translator(locale, 'questions');
  const common = translator(locale, 'common');
  const sql = typeof asked === 'string' ? asked.slice(0, maxQuestionLength + 1) : '';
  const shown = new Set(sample?.columns.map((column) => column.name));
  const examples = exampleQuestions((profile?.columns ?? []).filter((column) => shown.has(column.name)));
  const answer = sql.trim() === '' || !sample ? null : await ask(ctx, { slug, sql });
  return (
    <div className="page-width pt-6">
      <PageHeader
        title={t('titleFor', { title: listing.title })}
        lead={sample ? t('lead', { count: sample.rowCount, total: formatCount(listing.rowCount, locale), table: 'sample' }) : undefined}
        breadcrumbs={[{ label: common('nav.market'), href: `/${locale}/search` }, { label: listing.title, href: `/${locale}/datasets/${slug}` }, { label: t('title') }]} breadcrumbsLabel={common('breadcrumbs')}
      />
      {!sample ? <EmptyState icon={<Table2 />} title={t('none')} body={t('sampleOnly')} action={<LinkButton href={`/${locale}/datasets/${slug}`}>{t('back')}</LinkButton>} /> : (
        <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <div className="min-w-0 space-y-8">
            <form method="get" action={`/${locale}/datasets/${slug}/questions`} className="space-y-3">
              <SubmitByKeys><Field id="sql" label={t('label')} hint={t('hint', { seconds: questionBounds.seconds, rows: formatCount(questionBounds.rows, locale) })}>
                {(control) => <TextArea {...control} name="sql" rows={7} maxLength={maxQuestionLength} spellCheck={false} autoCapitalize="off" autoComplete="off" required defaultValue={sql || (examples[1] ?? examples[0])?.sql} className="font-mono text-sm" />}
              </Field></SubmitByKeys>
              <Button type="submit" variant="primary" icon={<Play aria-hidden className="size-4" />}>{t('run')}</Button>
            </form>
            {answer === null ? null : answer.ok
              ? <AnswerPart locale={locale} answer={answer.value} csvPath={`/api/questions/${slug}?${new URLSearchParams({ sql, locale }).toString()}`} />
              : <Alert tone="bad" title={t('refused')}>{refusalSentence(answer.refusal, locale)}</Alert>}
          </div>
          <ExamplesPart locale={locale} slug={slug} examples={examples} columns={sample.columns} />
        </div>
      )}
    </div>
  );
}

async function ask(ctx: Awaited<ReturnType<typeof requestContext>>, raw: { readonly slug: string; readonly sql: string }): Promise<Result<QuestionAnswer>> {
  const input = askSampleInput.safeParse(raw);
  if (!input.success) return refuse('input-too-large');
  return askSample(ctx, input.data, { address: readClientAddress(await headers()) });
}
