import { getDigestWish } from '@/lib/behaviour';
import type { Context } from '@/lib/db';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { Card, CardHeader } from '@/app/_ui/card';
import { formatDate } from '@/app/_ui/format';
import { setDigestWishAction } from '../privacy/actions';
import { DigestSwitch } from './digest-switch.client';

/** For buyers: whether the weekly mail comes, and one press to change it. */
export async function DigestChoice({ locale, ctx }: { readonly locale: Locale; readonly ctx: Context }) {
  const wish = await getDigestWish(ctx);
  if (!wish.ok) return null;
  const { isWanted, canAsk, isAddressConfirmed, lastSentAt } = wish.value;
  const t = translator(locale, 'lists.digest');
  const state = !isWanted ? t('isOff') : lastSentAt === null ? t('isOnNever') : t('isOn', { date: formatDate(lastSentAt, locale) });
  return (
    <Card as="section" labelledBy="digest">
      <CardHeader id="digest" title={t('title')} lead={t('lead')} />
      <p className="mb-4 text-sm text-ink-soft">{state}{canAsk ? '' : ` ${t('needsConsent')}`}{isAddressConfirmed ? '' : ` ${t('needsAddress')}`}</p>
      <Messages locale={locale} namespaces={['lists.digest', 'common.unexpected', 'refusals']}>
        <DigestSwitch isWanted={isWanted} canAsk={canAsk} action={setDigestWishAction} />
      </Messages>
    </Card>
  );
}
