import type { Locale } from '@/lib/shared/locale';

export type AccountMail =
  | { readonly kind: 'verify-email' | 'change-email' | 'reset-password'; readonly link: string }
  | { readonly kind: 'account-exists'; readonly link: string }
  | { readonly kind: 'new-device'; readonly device: string; readonly at: string }
  | { readonly kind: 'password-changed' | 'email-changed' | 'factor-changed' }
  | { readonly kind: 'identity-revealed'; readonly reason: string };

type Text = { readonly subject: string; readonly text: string };

/** What an account's owner is written. Nothing in it comes from somebody else than the exchange, except an administrator's reason. */
export function accountMail(mail: AccountMail, locale: Locale): Text {
  return locale === 'zh' ? chinese(mail) : english(mail);
}

const notYou = 'If this was not you, reset your password and end the other sessions on your security page.';

function english(mail: AccountMail): Text {
  switch (mail.kind) {
    case 'verify-email': return { subject: 'Confirm your address', text: `Open this link within 24 hours to confirm that this address is yours:\n\n${mail.link}\n\nIf you did not sign up, do nothing.` };
    case 'change-email': return { subject: 'Confirm your new address', text: `Open this link within 24 hours to use this address from now on:\n\n${mail.link}\n\nIf you did not ask for it, do nothing.` };
    case 'reset-password': return { subject: 'Set a new password', text: `Open this link within 30 minutes to set a new password:\n\n${mail.link}\n\nIf you did not ask for it, do nothing: your password stays as it is.` };
    case 'account-exists': return { subject: 'You have an account already', text: `Somebody, perhaps you, tried to open an account with this address. There is one already. Sign in, or set a new password:\n\n${mail.link}\n\nNothing was changed.` };
    case 'new-device': return { subject: 'A new device signed in', text: `${mail.device} signed in to your account at ${mail.at}.\n\n${notYou}` };
    case 'password-changed': return { subject: 'Your password was changed', text: `Your password was changed, and every other session has ended.\n\n${notYou}` };
    case 'email-changed': return { subject: 'Your address was changed', text: `Your account has another address from now on. This is the last mail to this one.\n\n${notYou}` };
    case 'factor-changed': return { subject: 'The way you sign in was changed', text: `A passkey, the authenticator app or the recovery codes of your account were changed.\n\n${notYou}` };
    case 'identity-revealed': return { subject: 'An administrator saw your address', text: `An administrator of this exchange made your e-mail address visible to herself, for this reason:\n\n${mail.reason}\n\nIt is written in the audit log, and you see it on your security page.` };
  }
}

const notYouChinese = '如果不是您本人，请重置密码，并在安全页面结束其他会话。';

function chinese(mail: AccountMail): Text {
  switch (mail.kind) {
    case 'verify-email': return { subject: '请确认您的邮箱', text: `请在 24 小时内打开此链接，确认该邮箱属于您：\n\n${mail.link}\n\n如果您没有注册，请忽略本邮件。` };
    case 'change-email': return { subject: '请确认您的新邮箱', text: `请在 24 小时内打开此链接，从此使用该邮箱：\n\n${mail.link}\n\n如果不是您提出的，请忽略本邮件。` };
    case 'reset-password': return { subject: '设置新密码', text: `请在 30 分钟内打开此链接设置新密码：\n\n${mail.link}\n\n如果不是您提出的，请忽略本邮件：您的密码不会改变。` };
    case 'account-exists': return { subject: '您已有账户', text: `有人（也许是您）尝试用此邮箱注册。该邮箱已有账户。请登录，或设置新密码：\n\n${mail.link}\n\n没有任何更改。` };
    case 'new-device': return { subject: '有新设备登录', text: `${mail.device} 于 ${mail.at} 登录了您的账户。\n\n${notYouChinese}` };
    case 'password-changed': return { subject: '您的密码已更改', text: `您的密码已更改，其他会话均已结束。\n\n${notYouChinese}` };
    case 'email-changed': return { subject: '您的邮箱已更改', text: `您的账户从此使用另一个邮箱。这是发往本邮箱的最后一封邮件。\n\n${notYouChinese}` };
    case 'factor-changed': return { subject: '您的登录方式已更改', text: `您账户的通行密钥、身份验证器或恢复码已更改。\n\n${notYouChinese}` };
    case 'identity-revealed': return { subject: '管理员查看了您的邮箱', text: `本交易所的一位管理员查看了您的邮箱地址，理由如下：\n\n${mail.reason}\n\n此事已记入审计日志，您可在安全页面看到。` };
  }
}
