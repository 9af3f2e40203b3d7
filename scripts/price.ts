import { parseArgs } from 'node:util';
import { categories, licenceCodes } from '@/lib/catalog/schema';
import { measureLocalFile } from '@/lib/datasets';
import { explainLocal } from '@/lib/pricing';
import type { PriceExplanation } from '@/lib/pricing/schema';
import './closed-pipe';
import { failWith, refusalLine } from './refusal-line';

/** `npm run -s price -- FILE [--category c] [--licence l] [--json]`: suggestion, range and waterfall of a file. */
const usage = 'Usage: npm run -s price -- FILE [--category CATEGORY] [--licence LICENCE] [--json]';
const { file, category, licenceCode, isJson } = readArguments();
const measured = await measureLocalFile(file);
if (!measured.ok) failWith(refusalLine(measured.refusal));
const result = explainLocal(measured.value, { category, licenceCode, currency: 'EUR', now: new Date() });
if (!result.ok) failWith(refusalLine(result.refusal));
if (isJson) console.log(JSON.stringify(result.value, null, 2));
else print(result.value);

function print({ bars, suggestedMinor, lowMinor, highMinor, currency, confidence, confidenceReason }: PriceExplanation): void {
  const amount = (minor: number) => (minor / 100).toFixed(2).padStart(12);
  // Bars, then what could be done about them, then the sum.
  for (const bar of bars) console.log(`${bar.code.padEnd(16)}${amount(bar.amountMinor)}  ${Object.entries(bar.evidence).map(([name, value]) => `${name} ${value}`).join(', ')}`);
  for (const { action } of bars) if (action) console.log(`${action.code.padEnd(16)}${`+${(action.gainMinor / 100).toFixed(2)}`.padStart(12)}  ${Object.entries(action.evidence).map(([name, value]) => `${name} ${value}`).join(', ')}`);
  console.log(`${'suggested'.padEnd(16)}${amount(suggestedMinor)}  ${currency}, range ${(lowMinor / 100).toFixed(2)} to ${(highMinor / 100).toFixed(2)}, confidence ${confidence} (${confidenceReason.code})`);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, category: { type: 'string', default: 'society-demography' }, licence: { type: 'string', default: 'exchange-internal-1.0' } },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) return failWith(usage);
    const wanted = categories.find((known) => known === values.category) ?? failWith(`Unknown category; one of ${categories.join(', ')}`);
    const licence = licenceCodes.find((known) => known === values.licence) ?? failWith(`Unknown licence; one of ${licenceCodes.join(', ')}`);
    return { file: path, category: wanted, licenceCode: licence, isJson: values.json };
  } catch {
    return failWith(usage);
  }
}
