import { binCount, binsHistogram, edgeText, valuesHistogram, wholeEnds } from '../core/histogram';
import type { Histogram } from '../schema';
import { asEpoch, asNumber, isMoment, type Facts } from './column-summary';
import { quoteName } from './sql-text';

const shownLength = 120;
/** The engine's calendar reaches further than JavaScript's. */
const latestSecond = 8.64e12;
const day = 86_400;

/** One expression per column: a map of bin to count, or of value to count. */
export function histogramSql(fact: Facts): string {
  const name = quoteName(fact.name);
  if (isBinned(fact)) {
    const value = isMoment(fact) ? asEpoch(fact) : asNumber(fact);
    // Times the bins before divided by the range: whole numbers then fall exactly on edges (33 of 0 to 44 is no more than 14.999… widths of 2.2). Where that is too large for
    // a double, by the width. Greatest and least pass over nulls, so these are left out before.
    const place = `(${value} - (${fact.low}::double))`;
    const bins = binsOf(fact);
    const at = rangeOf(fact) < 1e300 ? `${place} * ${bins} / (${rangeOf(fact)}::double)` : `${place} / (${rangeOf(fact) / bins}::double)`;
    const bin = `greatest(0, least(${bins - 1}, floor(${at})))::integer`;
    return `to_json(histogram(case when (${value}) is not null then ${bin} end))`;
  }
  return fact.kind === 'category' || fact.kind === 'boolean' || fact.kind === 'constant' ? `to_json(histogram(${fact.lengths !== null && fact.lengths.max <= shownLength ? name : `left(${name}::varchar, ${shownLength})`}))` : 'null';
}

function isBinned(fact: Facts): fact is Facts & { low: number; high: number } {
  return fact.low !== null && fact.high !== null && (!isMoment(fact) || Math.max(Math.abs(fact.low), Math.abs(fact.high)) < latestSecond) && fact.high > fact.low && Number.isFinite(fact.high - fact.low) && fact.kind !== 'id' && fact.kind !== 'constant';
}

/** Of what everything in the column is a multiple, seconds of days: whole numbers and days have bins of whole steps. */
function stepOf({ type }: Facts): number | null {
  return /INT/.test(type) ? 1 : type === 'DATE' ? day : null;
}

/** Whole numbers of a small range get a bin each: 1 to 7 in twenty bins would show gaps that aren't there. Days likewise. */
function binsOf(fact: Facts & { low: number; high: number }): number {
  const step = stepOf(fact);
  const span = step === null ? Infinity : (fact.high - fact.low) / step + 1;
  return Math.min(span, binCount);
}

/** What all bins together cover. */
function rangeOf(fact: Facts & { low: number; high: number }): number {
  const bins = binsOf(fact);
  return bins < binCount ? bins * (stepOf(fact) ?? 1) : fact.high - fact.low;
}

export function toHistogram(fact: Facts, json: unknown): Histogram {
  if (typeof json !== 'string') return { kind: 'none' };
  const counts = Object.entries(JSON.parse(json) as Record<string, number>);
  if (!isBinned(fact)) return valuesHistogram(new Map(counts));
  const bins = binsOf(fact);
  return binsHistogram(new Map(counts.map(([bin, count]) => [Number(bin), count])), bins, endsOf(fact, { bins, range: rangeOf(fact) }));
}

function endsOf(fact: Facts & { low: number; high: number }, { bins, range }: { readonly bins: number; readonly range: number }): (index: number) => readonly [string, string] {
  const write = (value: number): string => {
    if (isMoment(fact)) return new Date(value * 1000).toISOString().slice(0, fact.type === 'DATE' || range / bins >= day ? 10 : 16).replace('T', ' ');
    return edgeText(value);
  };
  const step = stepOf(fact);
  // Beyond 2^53 a double doesn't know the neighbours of a whole number.
  if (step === null || !Number.isSafeInteger(fact.low) || !Number.isSafeInteger(fact.high)) {
    const edge = (index: number) => write(index === bins ? fact.low + range : fact.low + (index / bins) * range);
    return (index) => [edge(index), edge(index + 1)];
  }
  return (index) => {
    const [first, last] = wholeEnds(index, { bins, range: range / step, last: (fact.high - fact.low) / step });
    return [write(fact.low + first * step), write(fact.low + last * step)];
  };
}
