import type { QuestionAnswer } from '../query/job';

export type AnswerChart = { readonly kind: 'bars' | 'line'; readonly labelName: string; readonly valueName: string; readonly points: readonly { readonly label: string; readonly value: number }[] };

const maxBars = 40;
const maxPoints = 400;

/**
 * The picture an answer asks for, or null: a label and a number per row. Moments, and numbers that only rise, make a line; anything else bars.
 * Bars and the line's area begin at zero, so negative numbers are left to the table.
 */
export function answerChart({ columns, rows }: QuestionAnswer): AnswerChart | null {
  const label = columns.findIndex((column) => !column.isNumber);
  const labelAt = label === -1 ? 0 : label;
  const valueAt = columns.findIndex((column, index) => column.isNumber && index !== labelAt);
  const [labelColumn, valueColumn] = [columns[labelAt], columns[valueAt]];
  if (!labelColumn || !valueColumn || rows.length < 2 || columns.length > 4) return null;
  const points = rows.map((row) => ({ label: row[labelAt] ?? '–', value: Number(row[valueAt] ?? Number.NaN) }));
  if (points.some((point) => !Number.isFinite(point.value) || point.value < 0)) return null;
  const isMoment = /^(DATE|TIMESTAMP.*)$/.test(labelColumn.type);
  const isRising = (isMoment || labelColumn.isNumber) && points.every((point, index) => index === 0 || (points[index - 1]?.label ?? '') !== point.label && comesAfter(point.label, points[index - 1]?.label ?? '', labelColumn.isNumber));
  if (isRising && points.length > 2) return points.length <= maxPoints ? { kind: 'line', labelName: labelColumn.name, valueName: valueColumn.name, points } : null;
  return points.length <= maxBars ? { kind: 'bars', labelName: labelColumn.name, valueName: valueColumn.name, points } : null;
}

function comesAfter(later: string, earlier: string, isNumber: boolean): boolean {
  return isNumber ? Number(later) > Number(earlier) : later > earlier;
}
