import { createTranslator } from 'use-intl/core';
import type { Quality } from '@/lib/datasets/schema';
import messages from '@/app/_i18n/messages/en/quality.json';

/** The grade, each dimension, and of each what fails and what to do. */
export function printQuality({ grade, score, formula, dimensions }: Quality): void {
  const t = createTranslator({ locale: 'en', messages });
  console.log(`\nQuality: ${grade} (${score.toFixed(3)}, formula ${formula})`);
  for (const { dimension, score: own, isMeasured, checks } of dimensions) {
    console.log(`  ${t(`dimension.${dimension}`).padEnd(20)}${isMeasured ? own.toFixed(3) : '  –  '}`);
    for (const { code, failing, outOf, isEstimated, columns } of checks) {
      if (failing === 0) continue;
      console.log(`    ${t(`check.${code}`, { failing, outOf })}${isEstimated ? ` (${t('estimated')})` : ''}${columns.length > 0 ? `. ${t('most', { columns: columns.slice(0, 3).map((column) => column.name).join(', ') })}` : ''}. ${t(`advice.${code}`)}`);
    }
  }
}
