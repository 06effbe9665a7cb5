import type { OperationName } from "./contract.ts";
import { members, requests } from "./members.ts";
import { type Shape, structure } from "./shape.ts";

/** The members that a request of an operation may have. */
export const membersOf = (operation: OperationName): readonly string[] => [
  ...requests[operation].required,
  ...requests[operation].optional,
];

/** True of a request that clients which check it by the API model, as the AWS CLI does, do not let out. */
export function isHeldBack(operation: OperationName, input: object): boolean {
  return holdsTooLittle({ ...structure(members), required: requests[operation].required }, input);
}

function holdsTooLittle(shape: Shape, value: unknown): boolean {
  switch (shape.type) {
    case "string":
      return shape.min !== undefined && value === "";
    case "list":
      return (
        Array.isArray(value) &&
        ((shape.min !== undefined && value.length === 0) ||
          value.some((item) => holdsTooLittle(shape.of, item)))
      );
    case "structure":
      return (
        typeof value === "object" &&
        value !== null &&
        (shape.required?.some((name) => !(name in value)) === true ||
          Object.entries(value).some(([name, one]) => {
            const part = shape.members[name];
            return part !== undefined && holdsTooLittle(part, one);
          }))
      );
    case "integer":
    case "boolean":
      return false;
  }
}

/** The members of a request as they stand in the form of the query protocol: `Passwords.member.1`, `Tags.Tag.1.Key` (F005). */
export function formOf(action: string, input: object): URLSearchParams {
  const form = new URLSearchParams({ Action: action });
  const write = (path: string, value: unknown, shape: Shape | undefined): void => {
    if (Array.isArray(value)) {
      const items = shape?.type === "list" ? shape : undefined;
      for (const [index, part] of value.entries())
        write(`${path}.${items?.item ?? "member"}.${index + 1}`, part, items?.of);
      if (value.length === 0) form.append(path, "");
    } else if (typeof value === "object" && value !== null)
      for (const [name, part] of Object.entries(value)) {
        const inner = shape?.type === "structure" ? shape.members[name] : undefined;
        write(path === "" ? name : `${path}.${name}`, part, inner);
      }
    else if (typeof value === "string") form.append(path, value);
    else if (value !== undefined) form.append(path, JSON.stringify(value));
  };
  write("", input, structure(members));
  return form;
}

/** True of a name that an operation under contract has. */
export const isOperation = (name: string): name is OperationName => Object.hasOwn(requests, name);

/** The operations under contract, in the order of reports. */
export const operationNames: readonly OperationName[] = Object.keys(requests).filter((name) =>
  isOperation(name),
);

/** Something for each operation. */
export function forEachOperation<V>(
  valueOf: (name: OperationName) => V,
): Readonly<Record<OperationName, V>>;
export function forEachOperation(valueOf: (name: OperationName) => unknown): object {
  return Object.fromEntries(operationNames.map((name) => [name, valueOf(name)]));
}

/** The one Action by which we find out what a target makes of an operation that nobody has. */
export const unknownAction = "DescribeUzers";
