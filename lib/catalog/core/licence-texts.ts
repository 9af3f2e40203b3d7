import type { Locale } from '@/lib/shared/locale';
import type { LicenceCode, LicenceView } from '../schema';

type Licence = {
  readonly name: Readonly<Record<Locale, string>>;
  readonly url: string | null;
  readonly text: Readonly<Record<Locale, string>>;
  readonly rights: LicenceView['rights'];
};

const open = { commercialUse: true, redistribution: true, modelTraining: true } as const;

/**
 * The exchange's own two licences in full; for every public licence a summary, and the address of the text that binds.
 * A published text never changes: a buyer's order holds its SHA-256. A changed licence is a new code.
 */
export const licenceTexts: Readonly<Record<LicenceCode, Licence>> = {
  'exchange-internal-1.0': {
    name: { en: 'Exchange Internal Use Licence 1.0', zh: '交易所内部使用许可 1.0' },
    url: null,
    text: {
      en: `1. Grant. The seller gives the buyer a non-exclusive, perpetual right, not limited to a country, to store, copy, analyse and transform the data inside the buyer's own organisation, including contractors who work on the buyer's behalf and are bound by the same terms.

2. Results and models. The buyer may train and use statistical and machine-learning models on the data for the buyer's own purposes, and may publish findings such as figures, charts and conclusions, provided that the data cannot be reconstructed from them.

3. Not allowed. The buyer may not sell, sublicense, publish or pass on the data or a substantial part of it, nor offer to others a product or service built on it.

4. People. The buyer will not try to identify any person from the data, alone or together with other data, and will delete at once any identification made by mistake and tell the seller.

5. Warranty and liability. The seller states that they are entitled to license the data. Beyond that, and as far as the law allows, the data are provided as they are.

6. End. The right ends if the buyer breaks these terms and does not put the matter right within 30 days of being told; the copies are then deleted. Withdrawal of the listing does not end it.`,
      zh: `一、授权。卖方授予买方非独占、永久、不限地域的权利，可在买方自身组织内部（包括代表买方工作并受相同条款约束的承包方）存储、复制、分析和加工该数据。

二、成果与模型。买方可为自身目的使用该数据训练和使用统计及机器学习模型，并可公开数字、图表、结论等研究成果，但不得使他人能够由此还原该数据。

三、禁止事项。买方不得出售、再许可、公开或转交该数据或其实质部分，也不得向他人提供以该数据为基础的产品或服务。

四、个人保护。买方不得单独或结合其他数据尝试识别任何个人；如因失误识别出个人，应立即删除识别结果并告知卖方。

五、保证与责任。卖方声明其有权许可该数据。除此之外，在法律允许的范围内，数据按现状提供。

六、终止。买方违反本条款并在收到通知后 30 日内未予纠正的，权利终止，买方应删除全部副本。商品下架不影响已取得的权利。`,
    },
    rights: { commercialUse: false, redistribution: false, modelTraining: true, attributionNeeded: false, shareAlike: false },
  },
  'exchange-commercial-1.0': {
    name: { en: 'Exchange Commercial Use Licence 1.0', zh: '交易所商业使用许可 1.0' },
    url: null,
    text: {
      en: `1. Grant. The seller gives the buyer a non-exclusive, perpetual right, not limited to a country, to store, copy, analyse and transform the data for any lawful purpose, commercial purposes included.

2. Derived works. The buyer may build products and services on the data and may sell or publish derived works: aggregates, indicators, reports, software and trained models, provided that the data or a substantial part of it cannot be taken out of them.

3. Not allowed. The buyer may not sell, sublicense, publish or pass on the data themselves, changed only in form or not at all.

4. People. The buyer will not try to identify any person from the data, alone or together with other data, will delete at once any identification made by mistake and tell the seller, and will bind the recipients of derived works to the same.

5. Warranty and liability. The seller states that they are entitled to license the data. Beyond that, and as far as the law allows, the data are provided as they are.

6. End. The right ends if the buyer breaks these terms and does not put the matter right within 30 days of being told; the copies are then deleted. Derived works already in the hands of others may stay there. Withdrawal of the listing does not end the right.`,
      zh: `一、授权。卖方授予买方非独占、永久、不限地域的权利，可为任何合法目的（包括商业目的）存储、复制、分析和加工该数据。

二、衍生成果。买方可在该数据基础上开发产品和服务，并可出售或公开衍生成果，包括汇总数据、指标、报告、软件及训练所得的模型，但不得使他人能够从中提取该数据或其实质部分。

三、禁止事项。买方不得出售、再许可、公开或转交该数据本身，无论是否仅改变其形式。

四、个人保护。买方不得单独或结合其他数据尝试识别任何个人；如因失误识别出个人，应立即删除识别结果并告知卖方；并应使衍生成果的接收者承担同样的义务。

五、保证与责任。卖方声明其有权许可该数据。除此之外，在法律允许的范围内，数据按现状提供。

六、终止。买方违反本条款并在收到通知后 30 日内未予纠正的，权利终止，买方应删除全部副本；已由他人持有的衍生成果可以保留。商品下架不影响已取得的权利。`,
    },
    rights: { commercialUse: true, redistribution: false, modelTraining: true, attributionNeeded: false, shareAlike: false },
  },
  'CC0-1.0': {
    name: { en: 'Creative Commons Zero 1.0', zh: '知识共享 CC0 1.0 公有领域贡献' },
    url: 'https://creativecommons.org/publicdomain/zero/1.0/',
    text: {
      en: 'The source has waived its copyright and related rights as far as the law allows. You may copy, change, share and use the data, also commercially, without asking. Rights of others, such as privacy, stay untouched. The binding text stands at the address given.',
      zh: '数据来源方已在法律允许的范围内放弃其著作权及相关权利。您可以不经许可复制、修改、分享和使用该数据，包括商业用途。隐私等他人权利不受影响。以所列网址的正式文本为准。',
    },
    rights: { ...open, attributionNeeded: false, shareAlike: false },
  },
  'CC-BY-4.0': {
    name: { en: 'Creative Commons Attribution 4.0', zh: '知识共享 署名 4.0' },
    url: 'https://creativecommons.org/licenses/by/4.0/',
    text: {
      en: 'You may copy, change, share and use the data, also commercially, if you give appropriate credit to the source, link to the licence and say what you changed. You may not add restrictions. The binding text stands at the address given.',
      zh: '您可以复制、修改、分享和使用该数据，包括商业用途，但须注明来源、附上许可链接并说明所作修改，且不得附加其他限制。以所列网址的正式文本为准。',
    },
    rights: { ...open, attributionNeeded: true, shareAlike: false },
  },
  'CC-BY-SA-4.0': {
    name: { en: 'Creative Commons Attribution-ShareAlike 4.0', zh: '知识共享 署名—相同方式共享 4.0' },
    url: 'https://creativecommons.org/licenses/by-sa/4.0/',
    text: {
      en: 'You may copy, change, share and use the data, also commercially, if you give appropriate credit, link to the licence, say what you changed, and share what you adapt under the same licence or a compatible one. The binding text stands at the address given.',
      zh: '您可以复制、修改、分享和使用该数据，包括商业用途，但须注明来源、附上许可链接、说明所作修改，并以相同或兼容的许可分享改编成果。以所列网址的正式文本为准。',
    },
    rights: { ...open, attributionNeeded: true, shareAlike: true },
  },
  'ODbL-1.0': {
    name: { en: 'Open Data Commons Open Database License 1.0', zh: '开放数据共享 开放数据库许可（ODbL）1.0' },
    url: 'https://opendatacommons.org/licenses/odbl/1-0/',
    text: {
      en: 'You may copy, share, use and adapt the database, also commercially, if you attribute it, offer an adapted database that you use publicly under the same licence, and keep a copy open when you restrict access by technical means. Works produced from the database need only a notice. The binding text stands at the address given.',
      zh: '您可以复制、分享、使用和改编该数据库，包括商业用途，但须注明来源；公开使用改编后的数据库时须采用相同许可；以技术手段限制访问时须同时提供不受限制的副本。由数据库制作的作品只需附上声明。以所列网址的正式文本为准。',
    },
    rights: { ...open, attributionNeeded: true, shareAlike: true },
  },
  'PDDL-1.0': {
    name: { en: 'Open Data Commons Public Domain Dedication and License 1.0', zh: '开放数据共享 公有领域贡献与许可（PDDL）1.0' },
    url: 'https://opendatacommons.org/licenses/pddl/1-0/',
    text: {
      en: 'The database and its contents are dedicated to the public domain. You may copy, share, use and adapt them for any purpose without conditions. The binding text stands at the address given.',
      zh: '该数据库及其内容已贡献至公有领域。您可以为任何目的无条件复制、分享、使用和改编。以所列网址的正式文本为准。',
    },
    rights: { ...open, attributionNeeded: false, shareAlike: false },
  },
  'BSD-3-Clause': {
    name: { en: 'BSD 3-Clause License', zh: 'BSD 三条款许可' },
    url: 'https://opensource.org/license/bsd-3-clause',
    text: {
      en: 'You may use, change and redistribute the material, also commercially, if you keep the copyright notice, the conditions and the disclaimer, and do not use the names of its authors to endorse what you make from it. It comes without warranty. The binding text stands at the address given.',
      zh: '您可以使用、修改和再分发该材料，包括商业用途，但须保留著作权声明、许可条件和免责声明，且不得以作者名义为衍生成果背书。材料不附带任何保证。以所列网址的正式文本为准。',
    },
    rights: { ...open, attributionNeeded: true, shareAlike: false },
  },
  MIT: {
    name: { en: 'MIT License', zh: 'MIT 许可' },
    url: 'https://opensource.org/license/mit',
    text: {
      en: 'You may use, copy, change, publish, distribute and sell the material if you keep the copyright and permission notice in all copies and substantial portions. It comes without warranty. The binding text stands at the address given.',
      zh: '您可以使用、复制、修改、发布、分发和出售该材料，但须在所有副本及实质部分中保留著作权声明和许可声明。材料不附带任何保证。以所列网址的正式文本为准。',
    },
    rights: { ...open, attributionNeeded: true, shareAlike: false },
  },
  'US-PD': {
    name: { en: 'United States government work (public domain)', zh: '美国政府作品（公有领域）' },
    url: 'https://www.usa.gov/government-works',
    text: {
      en: 'A work of the United States government is not protected by copyright in the United States; you may use, change and share it there for any purpose. Rights in other countries, trademarks and agency logos may still be protected, and agencies ask to be named as the source. See the address given.',
      zh: '美国政府作品在美国境内不受著作权保护，您可以在当地为任何目的使用、修改和分享。其他国家的权利、商标及机构标识仍可能受到保护；有关机构希望注明来源。详见所列网址。',
    },
    rights: { ...open, attributionNeeded: false, shareAlike: false },
  },
  'as-stated-by-source': {
    name: { en: 'Terms stated by the source', zh: '以来源方声明的条款为准' },
    url: null,
    text: {
      en: 'The exchange grants no rights of its own in these data. What you may do with them is decided by the terms of the source named in the listing; where the source states none, no right beyond what the law allows can be assumed. Read those terms before you use the data.',
      zh: '交易所对该数据不另行授予任何权利。您可以如何使用，由商品页所列来源方的条款决定；来源方未作声明的，除法律允许的范围外不得推定享有任何权利。使用前请阅读来源方的条款。',
    },
    rights: { commercialUse: false, redistribution: false, modelTraining: false, attributionNeeded: true, shareAlike: false },
  },
};
