import type { Metadata } from 'next';
import { qualityFormulaFacts } from '@/lib/datasets';
import { qualityDimensions, type QualityDimension } from '@/lib/datasets/schema';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { Card, CardHeader } from '@/app/_ui/card';
import { DataTable } from '@/app/_ui/data-table';
import { formatPercent } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'quality.formula')('title') };
}

/** The formula of the grade, with the very constants it is made with. */
export default async function QualityFormulaPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const t = translator(locale, 'quality');
  const { version, weights, floors, priorRows, lowestScore } = qualityFormulaFacts;
  const letters = floors.map(([grade, floor]) => (floor === 0 ? grade : `${grade} ≥ ${formatPercent(floor, locale)}`)).join(', ');
  return (
    <div className="page-width space-y-8 pt-10">
      <PageHeader title={t('formula.title')} lead={t('formula.lead', { version })} />
      <Card>
        <ol className="max-w-prose list-decimal space-y-3 pl-5 text-ink-soft">
          <li>{t('formula.step1')}</li>
          <li>{t('formula.step2', { prior: priorRows })}</li>
          <li>{t('formula.step3', { lowest: lowestScore })}</li>
          <li>{t('formula.step4', { floors: letters })}</li>
        </ol>
      </Card>
      <section aria-labelledby="weights">
        <CardHeader id="weights" title={t('formula.weights')} lead={t('formula.about')} />
        <DataTable<QualityDimension>
          caption={t('formula.weights')} isCaptionHidden rows={qualityDimensions} rowKey={(dimension) => dimension}
          columns={[
            { key: 'name', header: t('formula.dimension'), isRowHeader: true, cell: (dimension) => t(`dimension.${dimension}`) },
            { key: 'meaning', header: t('formula.meaning'), cell: (dimension) => t(`meaning.${dimension}`) },
            { key: 'weight', header: t('formula.weight'), align: 'end', cell: (dimension) => weights[dimension] },
          ]}
        />
      </section>
    </div>
  );
}
