import type { Locale } from '@/lib/shared/locale';
import { writeAmount } from '@/lib/shared/money';
import type { BuyerClass } from '../../menu-schema';

type Named = { readonly title: string; readonly link: string; readonly buyerClass: BuyerClass };
export type AnswerMail = Named & { readonly offer: { readonly priceMinor: number; readonly currency: string; readonly endsAt: Date } | null; readonly reason: string };
type Letter = { readonly subject: string; readonly text: string };

const classNames: Readonly<Record<Locale, Readonly<Record<BuyerClass, string>>>> = {
  en: { ACADEMIC: 'research and teaching', NON_PROFIT: 'non-profits', PUBLIC_BODY: 'public bodies', START_UP: 'start-ups', COMPANY: 'companies' },
  zh: { ACADEMIC: '科研与教学', NON_PROFIT: '非营利组织', PUBLIC_BODY: '公共机构', START_UP: '初创企业', COMPANY: '企业' },
};

/** What everybody who asked and stated the class is written when the seller has answered: the same words and the same price for all of them. */
export function answerMail({ title, link, buyerClass, offer, reason }: AnswerMail, locale: Locale): Letter {
  const named = classNames[locale][buyerClass];
  if (!offer) {
    return locale === 'zh'
      ? { subject: `${title}：卖家未予报价`, text: `您以“${named}”类别就“${title}”提出的询价，卖家未予报价。\n\n原因：\n${reason}\n\n${link}\n` }
      : { subject: `${title}: no offer`, text: `You asked about "${title}" as ${named}. The seller makes no offer to this class.\n\nThe reason:\n${reason}\n\n${link}\n` };
  }
  const price = writeAmount(offer.priceMinor, offer.currency, locale);
  const day = offer.endsAt.toISOString().slice(0, 10);
  return locale === 'zh'
    ? { subject: `${title}：报价 ${price}`, text: `您以“${named}”类别就“${title}”提出的询价已有答复：报价 ${price}，有效期至 ${day}。同一类别的所有买家价格相同。\n\n理由：\n${reason}\n\n您可以在此按该报价购买：\n${link}\n` }
    : { subject: `${title}: an offer of ${price}`, text: `You asked about "${title}" as ${named}. The seller offers it for ${price} until ${day}, to everybody of this class.\n\nWhy:\n${reason}\n\nBuy by this offer here:\n${link}\n` };
}

/** What the seller is written when somebody asks: by class, never who it is. The need is read on her page. */
export function requestMail({ title, link, buyerClass }: Named, locale: Locale): Letter {
  const named = classNames[locale][buyerClass];
  return locale === 'zh'
    ? { subject: `${title}：新的询价`, text: `有买家以“${named}”类别就“${title}”询价。请在此阅读其需求并答复：\n${link}\n` }
    : { subject: `${title}: a request for an offer`, text: `Somebody who buys for ${named} asks for your price of "${title}". Read the need and answer here:\n${link}\n` };
}
