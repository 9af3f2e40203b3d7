/** Long and meaningless on purpose: whole where it names the row, otherwise cut for the eye and whole for the pointer. */
export function Pseudonym({ value, isWhole = false }: { readonly value: string; readonly isWhole?: boolean }) {
  return <span title={value} className="font-mono text-xs break-all text-ink-soft">{isWhole || value.length <= 16 ? value : `${value.slice(0, 13)}…`}</span>;
}
