import type { Locale } from '@/lib/shared/locale';
import type { Reason } from '../schema';

export type DigestItem = { readonly title: string; readonly slug: string; readonly reason: Reason };

const words = {
  en: { subject: 'Datasets for you this week', hello: 'Datasets that may suit what you looked at:', because: (title: string) => `because you looked at “${title}”`, others: (count: number) => `, and ${count} ${count === 1 ? 'other person' : 'other people'} did both`, several: 'because of several datasets you viewed', similar: (title: string) => `similar to “${title}”`, popular: (count: number) => (count === 0 ? 'often looked at' : count === 1 ? 'bought once' : `bought ${count} times`), fresh: 'new on the market', why: 'You get this because you asked for it and allow personal suggestions.', stop: 'Stop these mails:' },
  zh: { subject: '本周为您推荐的数据集', hello: '根据您查看过的内容，这些数据集可能适合您：', because: (title: string) => `因为您看过“${title}”`, others: (count: number) => `，另有 ${count} 人两者都看过`, several: '因为您看过的几个数据集', similar: (title: string) => `与“${title}”类似`, popular: (count: number) => (count === 0 ? '经常被浏览' : `已被购买 ${count} 次`), fresh: '市场新品', why: '您收到此邮件，是因为您订阅了它并同意个性化推荐。', stop: '停止这些邮件：' },
} as const satisfies Record<Locale, unknown>;

/** The same as the market's pages say beside an item. */
function inWords(reason: Reason, locale: Locale): string {
  const t = words[locale];
  switch (reason.code) {
    case 'because-you-viewed': return t.because(reason.anchorTitle) + (reason.supporterCount === null ? '' : t.others(reason.supporterCount));
    case 'because-of-several': return t.several;
    case 'similar-content': return t.similar(reason.anchorTitle);
    case 'popular': return t.popular(reason.salesCount);
    case 'new': return t.fresh;
  }
}

/** Plain text: every item with its reason and address, why the mail was written, and the address that stops them. */
export function digestLetter(items: readonly DigestItem[], { locale, origin, token }: { readonly locale: Locale; readonly origin: string; readonly token: string }): { readonly subject: string; readonly text: string } {
  const t = words[locale];
  const lines = items.map(({ title, slug, reason }) => `• ${title}, ${inWords(reason, locale)}\n  ${origin}/${locale}/datasets/${slug}`);
  return { subject: t.subject, text: [t.hello, ...lines, t.why, `${t.stop} ${origin}/${locale}/stop-mail?token=${token}`].join('\n\n') };
}
