import type { State } from "../belief/state.ts";
import { commandFrom } from "../contract/command.ts";
import type { AnyInput, Command, OperationName } from "../contract/contract.ts";
import { withTexts } from "../contract/texts.ts";

/** One class of the values that a member may have: all of a class are held to be treated alike, and one stands for them. */
export interface ValueClass {
  readonly name: string;
  /** What stands for it in a request about this id: nothing where the member is left out. */
  put(id: string): AnyInput;
  /** It makes any request one to be refused. */
  readonly isIllegal?: true;
  /** It uses what belongs to AWS: left out on accounts that others use. */
  readonly isReserved?: true;
}

/** One class of the states in which a request may meet whom it names. */
export interface StateClass {
  readonly name: string;
  /** The way there: commands on this id, and on those that it takes beside it. */
  plan(id: string): readonly Command[];
  fits(state: State, id: string): boolean;
  readonly isIllegal?: true;
  readonly isReserved?: true;
  /** Whom it is about, whoever else is meant. */
  readonly subject?: string;
  /** It takes other users or groups: no other request can be made beside it. */
  readonly isCrowded?: true;
}

/**
 * What a request of an operation is put together from, for one covering array: the state that it meets, and its members, each with its
 * classes. Several arrays of one operation keep apart what would hide one another.
 */
export interface Combinations {
  readonly name: string;
  readonly operation: OperationName;
  readonly states: readonly StateClass[];
  readonly members: Readonly<Record<string, readonly ValueClass[]>>;
  /** All classes may meet in one request: what hides what is what it is about. */
  readonly isUnmasked?: true;
  /** How what came of it is looked at. */
  look(id: string): readonly Command[];
}

/** The parameter that stands for the state which a request meets. */
export const meets = "meets";

/** The parameters of an array, with the names of their classes. */
export const parametersOf = ({
  states,
  members,
}: Combinations): Readonly<Record<string, readonly string[]>> => ({
  [meets]: states.map(({ name }) => name),
  ...Object.fromEntries(
    Object.entries(members).map(([member, classes]) => [member, classes.map(({ name }) => name)]),
  ),
});

/** A member that is left out. */
export const absent: ValueClass = { name: "absent", put: () => ({}) };

/** A class of one value, whatever the request is about. */
export const value = (name: string, input: AnyInput): ValueClass => ({
  name,
  put: () => input,
});

export const illegal = <C extends { readonly name: string }>(
  one: C,
): C & { readonly isIllegal: true } => ({ ...one, isIllegal: true });

/** A request of a row, about an id. */
export const requestOf = (
  { operation, members }: Combinations,
  row: Readonly<Record<string, string>>,
  id: string,
): Command =>
  commandFrom<OperationName>({
    operation,
    input: Object.assign(
      {},
      ...Object.entries(members).map(([member, classes]) =>
        classes.find(({ name }) => name === row[member])?.put(id),
      ),
    ),
  });

/** Tells of which classes requests of an array are. */
export function classifierOf({ states, members }: Combinations) {
  const known = Object.entries(members).map(([member, classes]) => {
    const names = [...new Set(classes.flatMap((one) => Object.keys(one.put(anyId))))].toSorted();
    const texts = new Map(classes.map((one) => [textOf(one.put(anyId), names), one.name]));
    return { member, names, texts };
  });
  /** The class of each parameter, by its name; a parameter of which it is of no class is left out. */
  return (state: State, input: AnyInput, id: string): Readonly<Record<string, string>> => {
    const met = states.find((one) => one.fits(state, id))?.name;
    const found: Record<string, string> = met === undefined ? {} : { [meets]: met };
    const general = withTexts(input, (text) =>
      text.replace(idsIn, (one) =>
        one === id ? anyId : one === id.toUpperCase() ? anyId.toUpperCase() : one,
      ),
    );
    for (const { member, names, texts } of known) {
      const one = texts.get(textOf(general, names));
      if (one !== undefined) found[member] = one;
    }
    return found;
  };
}

/** An id where it stands alone, or at the end of what stands for an ARN. */
const idsIn = /(?<=^|:)[a-z][a-z0-9-]*(?=$|\}\}$)/i;

/** An id that stands for any. */
const anyId = "<id>";

const textOf = (input: AnyInput, names: readonly string[]): string =>
  JSON.stringify(
    Object.entries(input)
      .filter(([name]) => names.includes(name))
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
