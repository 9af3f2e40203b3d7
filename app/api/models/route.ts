import { z } from 'zod';
import { listPublicModels } from '@/lib/behaviour';
import { ok } from '@/lib/shared/result';
import { translator } from '@/app/_i18n/translator';
import { defineRoute } from '@/app/_server/define-route';

/** The twin of the page of model cards: the same figures, the same words. */
export const GET = defineRoute({
  input: z.strictObject({}),
  run: async (ctx) => {
    const t = translator(ctx.locale, 'registry');
    const models = (await listPublicModels(ctx)).map((card) => ({
      ...card, name: t(`modelName.${card.model}`), purpose: t(`cards.text.${card.model}.purpose`), inputs: t(`cards.text.${card.model}.inputs`), inputsNotUsed: card.model === 'quality' || card.model === 'personal-data' ? t('cards.notUsedByRules') : t('cards.notUsed'), limits: t(`cards.text.${card.model}.limits`),
    }));
    return ok({ models });
  },
});
