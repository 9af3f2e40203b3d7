import type { Locale } from '@/lib/shared/locale';

export type ReleaseMail = {
  readonly kind: 'ANNOUNCED' | 'ON_SALE' | 'RETRACTED';
  readonly title: string;
  readonly number: number;
  readonly isBreaking: boolean;
  /** The seller's release notes, or her reason for taking it back. */
  readonly text: string;
  readonly effectiveAt: Date;
  readonly link: string;
};

/** What the buyers of a dataset are written about a revision of it. */
export function releaseMail(mail: ReleaseMail, locale: Locale): { readonly subject: string; readonly text: string } {
  const day = mail.effectiveAt.toISOString().slice(0, 10);
  return locale === 'zh' ? chinese(mail, day) : english(mail, day);
}

function english({ kind, title, number, isBreaking, text, link }: ReleaseMail, day: string) {
  const breaking = isBreaking ? '\n\nIt changes columns or types in a way that can break what reads the data.' : '';
  const note = text === '' ? '' : `\n\nThe seller writes:\n${text}`;
  switch (kind) {
    case 'ANNOUNCED': return { subject: `${title}: revision ${number} from ${day}`, text: `Revision ${number} of "${title}" is sold from ${day} on. You can download it already, and stay with the one you have.${breaking}${note}\n\nWhat changes: ${link}\n` };
    case 'ON_SALE': return { subject: `${title}: revision ${number} is there`, text: `Revision ${number} of "${title}" is there. You can download it, and stay with the one you have.${breaking}${note}\n\nWhat changed: ${link}\n` };
    case 'RETRACTED': return { subject: `${title}: revision ${number} was taken back`, text: `The seller has taken back revision ${number} of "${title}". It can't be downloaded any more.${note}\n\n${link}\n` };
  }
}

function chinese({ kind, title, number, isBreaking, text, link }: ReleaseMail, day: string) {
  const breaking = isBreaking ? '\n\n该版本更改了列或类型，可能影响读取该数据的程序。' : '';
  const note = text === '' ? '' : `\n\n卖家说明：\n${text}`;
  switch (kind) {
    case 'ANNOUNCED': return { subject: `${title}：第 ${number} 版将于 ${day} 发售`, text: `“${title}”的第 ${number} 版将于 ${day} 起发售。您现在即可下载，也可以继续使用现有版本。${breaking}${note}\n\n变更内容：${link}\n` };
    case 'ON_SALE': return { subject: `${title}：第 ${number} 版已发布`, text: `“${title}”的第 ${number} 版已发布。您可以下载，也可以继续使用现有版本。${breaking}${note}\n\n变更内容：${link}\n` };
    case 'RETRACTED': return { subject: `${title}：第 ${number} 版已被撤回`, text: `卖家已撤回“${title}”的第 ${number} 版，无法再下载。${note}\n\n${link}\n` };
  }
}
