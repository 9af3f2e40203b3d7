import type { Context } from '@/lib/db';
import { getOwnQuality } from '@/lib/datasets';
import type { ColumnProfile } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { Card, CardHeader } from '../card';
import { ColumnDetails } from './column-details';
import { QualityPart } from './quality-part';
import { declareFrequencyAction, declareRuleAction, removeRuleAction } from './actions';
import { RulesEditor } from './rules-editor.client';

type Props = { readonly locale: Locale; readonly ctx: Context; readonly revisionId: string; readonly columns: readonly ColumnProfile[] };

/** For the seller: the grade with all counts, what columns hold, and her rules. */
export async function OwnQualityPart({ locale, ctx, revisionId, columns }: Props) {
  const own = await getOwnQuality(ctx, { revisionId });
  if (!own.ok) return null;
  const t = translator(locale, 'quality.rules');
  const { rules, targets, declaredFrequency } = own.value;
  return (
    <div className="space-y-6">
      <QualityPart locale={locale} view={{ ...own.value, rules: [] }} />
      <ColumnDetails locale={locale} columns={columns} />
      <Card as="section" labelledBy="own-rules">
        <CardHeader id="own-rules" title={t('title')} lead={t('lead')} />
        <Messages locale={locale} namespaces={['common.unexpected', 'refusals', 'quality.rules', 'quality.frequency']}>
          <RulesEditor revisionId={revisionId} columns={columns.map((column) => column.name)} rules={rules} targets={targets} frequency={declaredFrequency} declareRule={declareRuleAction} removeRule={removeRuleAction} declareFrequency={declareFrequencyAction} />
        </Messages>
      </Card>
    </div>
  );
}
