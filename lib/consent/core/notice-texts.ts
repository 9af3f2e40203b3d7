import type { Locale } from '@/lib/shared/locale';

export type NoticeText = { readonly code: 'privacy'; readonly version: number; readonly locale: Locale; readonly title: string; readonly body: string };

/**
 * Published texts are immutable. An exchange that was set up under an earlier wording of a version keeps that one, word for word, until its administrators
 * publish another version themselves; a new exchange begins with what stands here.
 */
export const formerWordings: ReadonlySet<string> = new Set([
  'da5f9b5bb8c8a54d1921828ecaa2412184fa38dc569e6ab61da3cfeb0a9afcf6',
  '4acec0ae5536ec75c97b6443415ad62d685992ca8e2c325214251298fbd110ba',
  'c8f2b02c200f3ace1941987bc5146d352afa105bdda1ab74b9c0c7faef60b096',
  '41b4238d273bca19a12fd9a247e1956778d078f3d0cdab2cec9e8ba736af8151',
]);

export const bundledNotices: readonly NoticeText[] = [
  {
    code: 'privacy', version: 1, locale: 'en', title: 'What we keep about you, and what you can refuse',
    body: `The organisation that runs this exchange decides what happens with your data and answers for it. You can use everything here - search, buy, download, sell - without agreeing to anything optional, at the same prices.

What we must keep: your e-mail address (encrypted), a hash of your password, your sessions, your orders, licences and downloads, and a log of what was done with them. When you sign in, the log also keeps the network address and the kind of browser you came from, sealed under a key of your own: you and an administrator can read it, so that a stranger's sign-in is noticed, and nobody can once you erase your account. We need these to keep our contract with you and to prove what happened. Orders and their money records are kept as long as accounting law asks.

Two things are up to you, separately, and both are off until you switch them on.

Personalisation: we keep which datasets you look at, save, dismiss and buy, for 180 days, and compare them with what others did, to guess what you may look for next (nearest neighbours) and to recommend it with the reason. No price and no access ever depends on it.

Market statistics: your views and purchases are counted in figures shown to sellers and used to describe demand. A figure is shown only when at least five people are in it.

These records carry a pseudonym: a code computed from your account with a secret key that the operator of this exchange holds. They are pseudonymous: without the key nobody can tell whose they are, with it the operator could. Each also carries a code of the network address it came from and the dataset together, computed with such a key, so that however many accounts use one address, it counts as one for a dataset. Without the key the code shows only which records of one dataset came from one address, and it is deleted with them.

You can change your mind at any time on the privacy page with one click. From the next request on nothing more is recorded, and what was recorded for recommendations is deleted at once. If your browser sends the Global Privacy Control signal, both stay off whatever you chose.

You may ask what we hold about you, have it corrected or deleted, take it with you, object, and complain to your data-protection authority. Your record of choices and of activity is on the privacy page of your account.`,
  },
  {
    code: 'privacy', version: 1, locale: 'zh', title: '我们保存哪些信息，您可以拒绝哪些',
    body: `运营本交易所的组织决定如何处理您的个人信息，并对此负责。您无需同意任何可选项，就能使用这里的全部功能：搜索、购买、下载、出售；价格也完全相同。

我们必须保存的信息：您的电子邮箱（加密保存）、密码的散列值、登录会话、订单、许可与下载记录，以及对它们所做操作的日志。您登录时，日志还会保存您所用的网络地址和浏览器类型，并以您专属的密钥封存：您和管理员可以查看，以便发现他人冒用登录；您删除账户之后，任何人都无法再读取。这些信息用于履行与您的合同，并证明发生过什么。订单和资金记录按会计法规要求的期限保存。

有两件事由您分别决定，在您开启之前都是关闭的。

个性化：我们保存您浏览、收藏、忽略和购买了哪些数据集，保存 180 天，并与他人的行为比较（最近邻方法），推测您接下来可能需要什么，在推荐时说明理由。价格和使用权限绝不取决于此。

市场统计：您的浏览和购买会计入向卖方展示的汇总数字，并用于描述需求。只有当一个数字至少包含五个人时才会显示。

这些记录只带有假名：由您的账户和一把密钥计算得出的代码，密钥由本交易所的运营者保管。它们是去标识化（假名化）的信息：没有密钥，任何人都无法得知属于谁；持有密钥的运营者则可以。每条记录还带有由其来源网络地址与该数据集共同算出的代码，同样用密钥计算得出，使同一地址无论有多少账户，对一个数据集都只算作一个。没有密钥，由此只能看出同一数据集的哪些记录来自同一地址；代码随记录一并删除。

您可以随时在隐私页面上一键改变选择。自下一次请求起不再记录，为推荐而保存的记录会立即删除。如果您的浏览器发送全球隐私控制（GPC）信号，无论您如何选择，这两项都保持关闭。

您有权查阅、更正、删除、转移您的个人信息，有权提出异议，并可向个人信息保护主管部门投诉。您的选择记录和活动记录显示在账户的隐私页面上。`,
  },
];
