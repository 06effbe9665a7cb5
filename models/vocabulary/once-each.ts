/** So many texts at most are kept in mind. */
const mostKnown = 1000;

/** A function of a text that works each out once: the same few strings come again and again. */
export function onceEach<T extends object>(of: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= mostKnown) known.clear();
    const made = of(text);
    known.set(text, made);
    return made;
  };
}
