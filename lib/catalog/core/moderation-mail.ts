import type { Locale } from '@/lib/shared/locale';

export type ModerationMail = { readonly title: string; readonly reason: string; readonly link: string; readonly isTakenDown: boolean };

/** What a seller is written when an administrator took a listing down, or allows it again. */
export function moderationMail({ title, reason, link, isTakenDown }: ModerationMail, locale: Locale): { readonly subject: string; readonly text: string } {
  if (locale === 'zh') {
    return {
      subject: isTakenDown ? `${title}：已被下架` : `${title}：可以重新发布`,
      text: `${isTakenDown ? `交易所管理员已将“${title}”下架，在管理员允许之前无法重新发布。已购买者仍可使用。` : `交易所管理员已允许您重新发布“${title}”。`}\n\n原因：\n${reason}\n\n${link}\n`,
    };
  }
  return {
    subject: isTakenDown ? `${title}: taken down` : `${title}: may be published again`,
    text: `${isTakenDown ? `An administrator of the exchange has taken "${title}" down. It can't be published again until an administrator allows it. Those who bought it keep it.` : `An administrator of the exchange allows you to publish "${title}" again.`}\n\nThe reason:\n${reason}\n\n${link}\n`,
  };
}
