import type { Locale } from '@/lib/shared/locale';
import { writeAmount } from '@/lib/shared/money';

export type RefundMail = { readonly title: string; readonly amountMinor: number; readonly currency: string; readonly byExchange: boolean; readonly reason: string; readonly keepsPart: boolean; readonly link: string };

/** What a buyer is written when her money was given back. */
export function refundMail({ title, amountMinor, currency, byExchange, reason, keepsPart, link }: RefundMail, locale: Locale): { readonly subject: string; readonly text: string } {
  const amount = writeAmount(amountMinor, currency, locale);
  if (locale === 'zh') {
    return {
      subject: `${title}：已退款 ${amount}`,
      text: `${byExchange ? '交易所' : '卖家'}已为“${title}”退款 ${amount}，款项已退回您的钱包。${keepsPart ? '您可以继续使用升级前已购买的部分。' : '相应的使用权已终止，数据无法再下载；已下载的副本请删除。'}\n\n原因：\n${reason}\n\n${link}\n`,
    };
  }
  return {
    subject: `${title}: ${amount} given back`,
    text: `${byExchange ? 'The exchange' : 'The seller'} has given you back ${amount} for "${title}". It is in your wallet. ${keepsPart ? 'The part you had before the upgrade is yours again.' : 'The licence has ended and the data can\'t be downloaded any more; please delete your copies.'}\n\nThe reason:\n${reason}\n\n${link}\n`,
  };
}
