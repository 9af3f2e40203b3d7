/**
 * Who holds a part already pays the difference: what the larger tier costs today less all she has paid for this dataset. In whatever steps she goes,
 * she pays together what the largest tier costs at the last step, or what she had paid before if that was more; never less than nothing.
 */
export function upgradePrice(targetMinor: number, paidMinor: number): number {
  return Math.max(0, targetMinor - paidMinor);
}
