import type { Locale } from '@/lib/shared/locale';
import enNotice from './messages/en/notice.json';
import zhNotice from './messages/zh/notice.json';
import enTrust from './messages/en/trust.json';
import zhTrust from './messages/zh/trust.json';
import enAccount from './messages/en/account.json';
import enAdmin from './messages/en/admin.json';
import enCommon from './messages/en/common.json';
import enGuard from './messages/en/guard.json';
import enLists from './messages/en/lists.json';
import enIdentity from './messages/en/identity.json';
import enDictionary from './messages/en/dictionary.json';
import enMarket from './messages/en/market.json';
import enBundles from './messages/en/bundles.json';
import enMenu from './messages/en/menu.json';
import enMonitor from './messages/en/monitor.json';
import enQuestions from './messages/en/questions.json';
import enQuality from './messages/en/quality.json';
import enPrivacy from './messages/en/privacy.json';
import enRefund from './messages/en/refund.json';
import enRefusals from './messages/en/refusals.json';
import enRegistry from './messages/en/registry.json';
import enRevisions from './messages/en/revisions.json';
import enSeller from './messages/en/seller.json';
import enStudio from './messages/en/studio.json';
import enTerms from './messages/en/terms.json';
import zhAccount from './messages/zh/account.json';
import zhAdmin from './messages/zh/admin.json';
import zhCommon from './messages/zh/common.json';
import zhGuard from './messages/zh/guard.json';
import zhLists from './messages/zh/lists.json';
import zhIdentity from './messages/zh/identity.json';
import zhDictionary from './messages/zh/dictionary.json';
import zhMarket from './messages/zh/market.json';
import zhBundles from './messages/zh/bundles.json';
import zhMenu from './messages/zh/menu.json';
import zhMonitor from './messages/zh/monitor.json';
import zhQuestions from './messages/zh/questions.json';
import zhQuality from './messages/zh/quality.json';
import zhPrivacy from './messages/zh/privacy.json';
import zhRefund from './messages/zh/refund.json';
import zhRefusals from './messages/zh/refusals.json';
import zhRegistry from './messages/zh/registry.json';
import zhRevisions from './messages/zh/revisions.json';
import zhSeller from './messages/zh/seller.json';
import zhStudio from './messages/zh/studio.json';
import zhTerms from './messages/zh/terms.json';

const en = { common: enCommon, market: enMarket, dictionary: enDictionary, lists: enLists, seller: enSeller, account: enAccount, identity: enIdentity, admin: enAdmin, monitor: enMonitor, registry: enRegistry, quality: enQuality, questions: enQuestions, privacy: enPrivacy, revisions: enRevisions, refusals: enRefusals, refund: enRefund, menu: enMenu, bundles: enBundles, studio: enStudio, guard: enGuard, terms: enTerms };

/** The shape of all messages; English is the measure. */
export type AllMessages = typeof en & { trust: typeof enTrust; notice: typeof enNotice };
export type Messages = Record<string, unknown>;
/** A top-level namespace, or a path into one (`market.search`). */
export type NamespacePath = keyof AllMessages | `${keyof AllMessages}.${string}`;

const zh: Record<keyof typeof en, Messages> = { common: zhCommon, market: zhMarket, dictionary: zhDictionary, lists: zhLists, seller: zhSeller, account: zhAccount, identity: zhIdentity, admin: zhAdmin, monitor: zhMonitor, registry: zhRegistry, quality: zhQuality, questions: zhQuestions, privacy: zhPrivacy, revisions: zhRevisions, refusals: zhRefusals, refund: zhRefund, menu: zhMenu, bundles: zhBundles, studio: zhStudio, guard: zhGuard, terms: zhTerms };

export function messagesOf(locale: Locale): AllMessages {
  // The test of the catalogues holds the key sets together.
  return locale === 'en' ? { ...en, trust: enTrust, notice: enNotice } : ({ ...zh, trust: zhTrust, notice: zhNotice } as AllMessages);
}

/** Only these parts, at the same paths: what is sent to a browser. */
export function pickMessages(locale: Locale, paths: readonly NamespacePath[]): Messages {
  const picked: Messages = {};
  for (const path of paths) graft(picked, messagesOf(locale), path.split('.'));
  return picked;
}

function graft(target: Messages, source: Messages, [key = '', ...rest]: readonly string[]): void {
  const part = source[key];
  if (part === undefined) throw new Error(`No messages at "${key}"`);
  if (rest.length === 0) {
    target[key] = part;
    return;
  }
  const branch = { ...(target[key] as Messages | undefined) };
  target[key] = branch;
  graft(branch, part as Messages, rest);
}
