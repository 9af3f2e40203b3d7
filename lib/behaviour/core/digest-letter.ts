import type { Locale } from '@/lib/shared/locale';

export type DigestItem = { readonly title: string; readonly slug: string; readonly because: string | null };

const words = {
  en: { subject: 'Datasets for you this week', hello: 'Datasets that may suit what you looked at:', because: (title: string) => `because you looked at “${title}”`, why: 'You get this because you asked for it and allow personal suggestions.', stop: 'Stop these mails:' },
  zh: { subject: '本周为您推荐的数据集', hello: '根据您查看过的内容，这些数据集可能适合您：', because: (title: string) => `因为您看过“${title}”`, why: '您收到此邮件，是因为您订阅了它并同意个性化推荐。', stop: '停止这些邮件：' },
} as const satisfies Record<Locale, unknown>;

/** Plain text: every item with its reason and address, why the mail was written, and the address that stops them. */
export function digestLetter(items: readonly DigestItem[], { locale, origin, token }: { readonly locale: Locale; readonly origin: string; readonly token: string }): { readonly subject: string; readonly text: string } {
  const t = words[locale];
  const lines = items.map(({ title, slug, because }) => `• ${title}${because === null ? '' : `, ${t.because(because)}`}\n  ${origin}/${locale}/datasets/${slug}`);
  return { subject: t.subject, text: [t.hello, ...lines, t.why, `${t.stop} ${origin}/${locale}/stop-mail?token=${token}`].join('\n\n') };
}
