import type { Formats } from 'use-intl/core';

/** Named formats for messages: `{at, date, day}`, `{share, number, percent}`. */
export const formats = {
  dateTime: { day: { dateStyle: 'medium' }, minute: { dateStyle: 'medium', timeStyle: 'short' } },
  number: { percent: { style: 'percent', maximumFractionDigits: 0 } },
} as const satisfies Formats;
