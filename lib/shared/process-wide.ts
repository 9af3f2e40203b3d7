const held = globalThis as typeof globalThis & { databourseHeld?: Map<string, unknown> };

/**
 * One value a process under this name, whichever of its bundles asks: Next loads a file once for pages and once for what runs beside them, and what one
 * learns the other must know. Each name belongs to the one file that makes its value, so its type is that file's.
 */
export function processWide<Value extends object>(name: string, make: () => Value): Value {
  held.databourseHeld ??= new Map();
  const found = held.databourseHeld.get(name) as Value | undefined;
  if (found !== undefined) return found;
  const made = make();
  held.databourseHeld.set(name, made);
  return made;
}
