/** A request whose members say which of them were looked at. */
export interface Watched<T> {
  readonly value: T;
  /** The members that nobody has looked at, such as `AuthenticationMode.Passwords`. */
  overlooked(): readonly string[];
}

/**
 * A copy of plain data that notes which of its members are read, by whatever reads members: code, a spread, JSON, a structured clone.
 * Of a list it is enough that one item was read.
 */
export function watched<T extends object>(data: T): Watched<T> {
  const all = new Set<string>();
  const read = new Set<string>();
  const copy = (value: unknown, path: string): unknown => {
    if (typeof value !== "object" || value === null) return value;
    const made: object = Array.isArray(value) ? [] : {};
    for (const [name, part] of Object.entries(value)) {
      const below = Array.isArray(value) ? `${path}[]` : path === "" ? name : `${path}.${name}`;
      all.add(below);
      define(made, name, copy(part, below), () => read.add(below));
    }
    return made;
  };
  const value = copy(data, "");
  if (!isLike(data, value)) throw new TypeError("only plain data can be watched");
  return {
    value,
    // What stands in something that nobody looked at need not be told by itself.
    overlooked: () =>
      [...all].filter(
        (path) =>
          !read.has(path) && ![...all].some((above) => isWithin(path, above) && !read.has(above)),
      ),
  };
}

/** A copy is of the type of what it was made of. */
const isLike = <T extends object>(data: T, copy: unknown): copy is T =>
  typeof copy === "object" && copy !== null && Array.isArray(copy) === Array.isArray(data);

const isWithin = (path: string, above: string): boolean =>
  path !== above && (path.startsWith(`${above}.`) || path.startsWith(`${above}[`));

/** A member that tells when it is read, and may be written to: code may change what it was given. */
function define(owner: object, name: string, value: unknown, onRead: () => void): void {
  Object.defineProperty(owner, name, {
    enumerable: true,
    configurable: true,
    get() {
      onRead();
      return value;
    },
    set(next: unknown) {
      Object.defineProperty(owner, name, {
        enumerable: true,
        configurable: true,
        writable: true,
        value: next,
      });
    },
  });
}
