import type { NoticeFault } from '../schema';

type Text = { readonly locale: 'en' | 'zh'; readonly title: string; readonly body: string };

/** What keeps drafts from being published: a language without a text, nothing changed in any, or a claim that keyed pseudonyms make anybody anonymous. */
export function checkDrafts(drafts: readonly Text[], published: readonly Text[]): readonly NoticeFault[] {
  const faults: NoticeFault[] = [];
  for (const { locale, title, body } of drafts) {
    if (title.trim() === '' || body.trim() === '') faults.push({ code: 'notice-incomplete', locale });
    if (/anonym|\u533f\u540d/i.test(`${title} ${body}`.replaceAll(/pseudonym\w*/gi, ''))) faults.push({ code: 'notice-says-anonymous', locale });
  }
  const isChanged = drafts.some((draft) => { const old = published.find((each) => each.locale === draft.locale); return old?.title !== draft.title || old.body !== draft.body; });
  return isChanged ? faults : [...faults, { code: 'notice-unchanged', locale: 'en' }];
}
