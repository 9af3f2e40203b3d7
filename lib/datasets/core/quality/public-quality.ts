import type { QualityCheckCode, QualityView, TableProfile } from '../../schema';

const aboutDays: ReadonlySet<QualityCheckCode> = new Set(['age', 'newest-date']);

/** What everybody may see of a grade: no column that is hidden, and where rows are about people no count, only scores to two digits. */
export function publicQuality(view: QualityView, { visible, isWithheld }: { readonly visible: ReadonlySet<string>; readonly isWithheld: boolean }): QualityView {
  const isShown = (name: string) => name.split(' → ').every((part) => visible.has(part)) || name.split(', ').every((part) => visible.has(part)) || visible.has(name);
  const round = (score: number) => (isWithheld ? Math.round(score * 100) / 100 : score);
  const dimensions = view.quality.dimensions.map((dimension) => ({
    ...dimension, score: round(dimension.score), ...(dimension.heldBack ? { heldBack: { ...dimension.heldBack, from: round(dimension.heldBack.from) } } : {}),
    // How old a column is, is what stands in it: of a hidden one nobody is told the day or the number of days. The score of the dimension stays.
    checks: dimension.checks.filter((check) => !aboutDays.has(check.code) || (!isWithheld && check.columns.every(({ name }) => isShown(name)))).map((check) => ({ ...check, score: round(check.score), ...(isWithheld ? { failing: 0, outOf: 0, columns: [] } : { columns: check.columns.filter(({ name }) => isShown(name)) }) })),
  }));
  return {
    ...view, isWithheld, quality: { ...view.quality, score: round(view.quality.score), dimensions }, table: publicTable(view.table, { isShown, isWithheld }),
    rules: view.rules.filter(({ rule }) => (rule.kind === 'unique' ? rule.columns : [rule.column]).every((name) => visible.has(name))).map((rule) => (isWithheld && rule.failing !== null ? { ...rule, failing: Math.min(1, rule.failing) } : rule)),
    history: view.history.map((entry) => ({ ...entry, score: round(entry.score) })),
  };
}

function publicTable(table: TableProfile, { isShown, isWithheld }: { readonly isShown: (name: string) => boolean; readonly isWithheld: boolean }): TableProfile {
  const counts = isWithheld ? { incompleteRows: 0, exactDuplicates: 0, nearDuplicates: 0 } : {};
  return {
    ...table, ...counts, keys: table.keys.filter((key) => key.columns.every(isShown)),
    dependencies: isWithheld ? [] : table.dependencies.filter(({ from, to }) => isShown(from) && isShown(to)),
    frequency: table.frequency !== null && isShown(table.frequency.column) && !isWithheld ? table.frequency : null,
  };
}
