import type { Locale } from '@/lib/shared/locale';
import type { RightsKind } from '../schema';

export type RightsMail =
  | { readonly kind: 'asked'; readonly right: RightsKind; readonly dueAt: Date }
  | { readonly kind: 'granted' | 'refused'; readonly right: RightsKind; readonly answer: string }
  | { readonly kind: 'withdrawn'; readonly right: RightsKind };

type Frame = { readonly requestId: string; /** Where the requests and their proofs are. */ readonly page: string; /** The operator, who is asked again, and the authority one may complain to are named there. */ readonly contact: string };
type Text = { readonly subject: string; readonly text: string };

const rights = {
  en: { ACCESS: 'a copy of your data', RECTIFICATION: 'correction', RESTRICTION: 'restriction of use', OBJECTION: 'objection to use', AUTOMATED_DECISIONS: 'objection to automated decisions', ERASURE: 'erasure' },
  zh: { ACCESS: '获取您的数据副本', RECTIFICATION: '更正', RESTRICTION: '限制使用', OBJECTION: '反对使用', AUTOMATED_DECISIONS: '反对自动化决策', ERASURE: '删除' },
} as const satisfies Record<Locale, Record<RightsKind, string>>;

/** What a person is written about her request: that it came and until when it is answered, and its answer with the reason and where to complain (GDPR art. 12(4), PIPL art. 50). */
export function rightsMail(mail: RightsMail, locale: Locale, frame: Frame): Text {
  return locale === 'zh' ? chinese(mail, frame) : english(mail, frame);
}

/** The last letter to somebody who erased herself: what was given up stands in the receipt, which is put below it where the log could be signed. */
export function erasedMail(locale: Locale, { requestId, receipt, site }: { readonly requestId: string; readonly receipt: string | null; readonly site: string }): Text {
  const proof = receipt === null ? '' : `\n\n${receipt}\n`;
  if (locale === 'zh') return { subject: '您的账户已删除', text: `您在 ${site} 的账户已删除，您的密钥已销毁：此前为您封存的内容，任何人都无法再读取。订单以无名编号保留。请求编号 ${requestId}。\n\n这是我们发给您的最后一封邮件；发出后，您的地址也随之删除。${receipt === null ? '' : `下面是删除证明，请保存为文件，用 ${site}/verify-receipt.mjs 即可离线核对。`}${proof}` };
  return { subject: 'Your account is erased', text: `Your account at ${site} is erased and your key destroyed: what was sealed for you can be read by nobody any more. Orders stay under a number without a name. Request ${requestId}.\n\nThis is the last mail to you; once it is sent, your address goes from here too.${receipt === null ? '' : ` Below is the proof. Keep it as a file; ${site}/verify-receipt.mjs checks it without us.`}${proof}` };
}

const day = (at: Date): string => at.toISOString().slice(0, 10);

function english(mail: RightsMail, { requestId, page, contact }: Frame): Text {
  const right = rights.en[mail.right];
  const foot = `Request ${requestId}. Its state and its proof are on your page:\n${page}`;
  switch (mail.kind) {
    case 'asked': return { subject: `We have your request: ${right}`, text: `We have your request (${right}). You will have an answer by ${day(mail.dueAt)} at the latest.\n\n${foot}` };
    case 'granted': return { subject: `Your request is granted: ${right}`, text: `Your request (${right}) is granted. What was done:\n\n${mail.answer}\n\n${foot}` };
    case 'refused': return { subject: `Your request is refused: ${right}`, text: `Your request (${right}) is refused, for this reason:\n\n${mail.answer}\n\nYou may object: write to ${contact}. You may also complain to the data protection authority of where you live or work, and go to court.\n\n${foot}` };
    case 'withdrawn': return { subject: `You took your request back: ${right}`, text: `You took your request (${right}) back. Nothing more is done about it.\n\n${foot}` };
  }
}

function chinese(mail: RightsMail, { requestId, page, contact }: Frame): Text {
  const right = rights.zh[mail.right];
  const foot = `请求编号 ${requestId}。其状态与证明请见您的页面：\n${page}`;
  switch (mail.kind) {
    case 'asked': return { subject: `我们已收到您的请求：${right}`, text: `我们已收到您的请求（${right}）。最迟将于 ${day(mail.dueAt)} 前答复您。\n\n${foot}` };
    case 'granted': return { subject: `您的请求已获同意：${right}`, text: `您的请求（${right}）已获同意。处理结果如下：\n\n${mail.answer}\n\n${foot}` };
    case 'refused': return { subject: `您的请求被拒绝：${right}`, text: `您的请求（${right}）被拒绝，理由如下：\n\n${mail.answer}\n\n您可以提出异议：请联系 ${contact}。您也可以向您居住地或工作地的个人信息保护机关投诉，或向法院提起诉讼。\n\n${foot}` };
    case 'withdrawn': return { subject: `您已撤回请求：${right}`, text: `您已撤回请求（${right}）。不再作进一步处理。\n\n${foot}` };
  }
}
