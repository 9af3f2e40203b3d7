import { getDeclaredTerms } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { Card, CardHeader } from '@/app/_ui/card';
import { countryChoices } from '@/app/_ui/terms/country-names';
import { declareTermsAction } from '../privacy/actions';
import { TermsForm } from './terms-form.client';

/** For buyers: where and for what they use data, which suggestions and purchases keep to. */
export async function BuyerTerms({ locale, ctx }: { readonly locale: Locale; readonly ctx: Context }) {
  const terms = await getDeclaredTerms(ctx);
  if (!terms.ok) return null;
  const t = translator(locale, 'terms.buyer');
  return (
    <Card as="section" labelledBy="terms">
      <CardHeader id="terms" title={t('title')} lead={t('lead')} />
      <Messages locale={locale} namespaces={['terms.buyer', 'common.unexpected', 'refusals']}>
        <TermsForm country={terms.value.country} uses={terms.value.uses} countries={countryChoices(locale)} action={declareTermsAction} />
      </Messages>
    </Card>
  );
}
