/** Names that belong to AWS, and say nothing of anybody. */
const isReserved = (name: string): boolean => name.toLowerCase() === "default";

const identifier = /^[a-z][a-z0-9-]*$/i;

/**
 * Gives other names to whoever an account has, the same throughout. What rules look at stays: whether two names are the same, but
 * for case or wholly, whether a name has the form of an identifier, and how long it is where that matters.
 */
export class Veil {
  readonly #names = new Map<string, string>();
  readonly #spellings = new Map<string, string[]>();

  /** Another name for this one. */
  name(name: string): string {
    if (name.trim() === "" || isReserved(name)) return name;
    const key = name.toLowerCase();
    const other = this.#names.get(key) ?? this.#made(key);
    this.#names.set(key, other);
    return name === key ? other : this.#spelt(key, other, name);
  }

  /** A text without any of the names that were given others, without ARNs, account numbers and addresses. */
  text(text: string): string {
    const odd = [...this.#names].filter(([name]) => !identifier.test(name));
    const withoutOdd = odd.reduce(
      (rest, [name, other]) => rest.replaceAll(name, other),
      text.replaceAll(/\barn:aws[\w-]*:[^\s,"']+/g, "<arn>"),
    );
    return withoutOdd
      .replaceAll(/[\w-]+/g, (word) => this.#names.get(word.toLowerCase()) ?? word)
      .replaceAll(/\b\d{12}\b/g, "<account>")
      .replaceAll(/\b\d+(?:\.\d+){3}\b/g, "<address>");
  }

  /** A value of a tag, of the same length and of the same kinds of characters. */
  value(value: string): string {
    return value
      .replaceAll(/\p{Lu}/gu, "X")
      .replaceAll(/\p{Ll}/gu, "x")
      .replaceAll(/\d/g, "0");
  }

  #made(key: string): string {
    const plain = `name-${this.#names.size + 1}`;
    if (!identifier.test(key)) return key.replaceAll(/\p{L}/gu, "x").replaceAll(/\d/g, "0");
    // Two hyphens in a row, one at the end, and more than forty characters are a matter of their own (F037, F038).
    const odd = /--/.test(key) ? "--x" : "";
    const end = key.endsWith("-") ? "-" : "";
    const made = `${plain}${odd}`;
    return key.length > 40 ? `${made.padEnd(key.length - end.length, "x")}${end}` : `${made}${end}`;
  }

  /** The same name in other case; another one for each way in which it is spelt. */
  #spelt(key: string, other: string, name: string): string {
    const known = this.#spellings.get(key) ?? [];
    this.#spellings.set(key, known);
    if (!known.includes(name)) known.push(name);
    const index = known.indexOf(name) % 3;
    return index === 0
      ? other.replace(/^./, (first) => first.toUpperCase())
      : index === 1
        ? other.toUpperCase()
        : other.replace(/[a-z]$|[a-z](?=[^a-z]*$)/, (last) => last.toUpperCase());
  }
}
