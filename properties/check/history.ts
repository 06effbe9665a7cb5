/** What one client asked, from when it asked until it was answered. */
export interface Event<T> {
  readonly what: T;
  readonly called: number;
  /** Infinity where no answer came: it may have taken effect at any time since, or never. */
  readonly returned: number;
}

/** What a service does to one thing at a time. */
export interface Specification<S, T> {
  readonly initial: S;
  /** The state after an event; nothing where it cannot have happened then. */
  step(state: S, what: T): S | undefined;
  /** Equal states have equal keys. */
  keyOf(state: S): string | number;
  /** True of an event that leaves every state as it is. */
  isRead(what: T): boolean;
}
