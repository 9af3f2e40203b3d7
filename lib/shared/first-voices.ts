/**
 * Of what several people did under one key (a network address, for instance) what the first of them did; and all that has no key. @param events in order of time
 * @param keyOf null: everybody for herself
 */
export function firstVoices<Event extends { readonly subject: string }>(events: readonly Event[], keyOf: (event: Event) => string | null): Event[] {
  const first = new Map<string, string>();
  return events.filter((event) => {
    const key = keyOf(event);
    if (key === null) return true;
    const who = first.get(key) ?? event.subject;
    first.set(key, who);
    return who === event.subject;
  });
}
