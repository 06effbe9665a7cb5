import { operationNames } from "../../../models/contract/requests.ts";
import type { Fault } from "../service.ts";
import { type Variant, variant } from "./variant.ts";

/** Looks for the reasons to refuse a request in another order: no fact says in which AWS does (F058). */
const arranged = (operation: string, order: NonNullable<Fault["arrange"]>): Fault => ({
  arrange: (called, checks) => (called === operation ? order(called, checks) : checks),
});

const backwards: NonNullable<Fault["arrange"]> = (_, checks) => checks.toReversed();

/** Checks of one kind before all others. */
const first =
  (kind: RegExp): NonNullable<Fault["arrange"]> =>
  (_, checks) => [
    ...checks.filter(({ name }) => kind.test(name)),
    ...checks.filter(({ name }) => !kind.test(name)),
  ];

const orders: Readonly<Record<string, NonNullable<Fault["arrange"]>>> = {
  "looks at all backwards": backwards,
  "looks first at who is there": first(/exists?$|is free$|is active$/),
  "looks first at combinations": first(/agrees|fit|in one place|needs authentication|iam/),
};

/** An ARN that names nobody is seen to be none (F360), and whoever is not there has no tags. */
const onResources = { "looks first at tags": first(/^(?:tags have|length|reserved)/) };

export const orderVariants: readonly Variant[] = operationNames.flatMap((operation) =>
  Object.entries(/Tags/.test(operation) ? onResources : orders).map(([name, order]) =>
    variant(`${operation} ${name}`, arranged(operation, order)),
  ),
);
