/** What kinds of target there are: a story that was found at one of them need not be one at another. */
export const kinds = ["reference", "endpoint", "client", "handlers", "aws"] as const;
export type Kind = (typeof kinds)[number];

/** Where a target is, for whoever wants to ask it again. */
export interface Site {
  readonly kind: Kind;
  /** Where it listens, if it still does when the run is over. */
  readonly url?: string | undefined;
  readonly region: string;
}
