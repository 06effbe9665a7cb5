import type * as fc from "fast-check";

import { commandFrom } from "../../models/contract/command.ts";
import type { Command, ListOperation, OperationName } from "../../models/contract/contract.ts";
import { secret, markers } from "../../models/contract/placeholder.ts";
import { plainUser } from "../../models/universe/universe.ts";
import type { GeneratorOptions } from "./generator-options.ts";

export const canBeCrowd = (supported: readonly OperationName[]): boolean =>
  ["CreateUser", "DescribeUsers"].every((name) => supported.some((one) => one === name));

/** Waits until a list shows all: pages can leave out only those whom a list has shown. */
const seen = (operation: ListOperation): Command =>
  commandFrom({ operation, input: {}, until: "listed" });

/** Markers that lead to no page of the users. */
const oddMarkers = [markers.half, markers.ofGroups];

/** More users, or more groups, than a page holds, as the target can be asked for them. */
export const crowdFor = (
  { supported, isClient }: Pick<GeneratorOptions, "supported" | "isClient">,
  mrng: fc.Random,
): readonly Command[] => (isClient ? crowdForClients(mrng) : crowd(mrng, supported));

/** More users than the first page of an unasked size holds (F159): a client may have no other way to ask for pages. */
const crowdForClients = (mrng: fc.Random): readonly Command[] => [
  commandFrom({
    operation: "CreateUser",
    input: {
      UserId: "p-#",
      UserName: "ann",
      Engine: "redis",
      AccessString: "on ~* +@all",
      ...(mrng.nextInt(1, 2) === 1
        ? { NoPasswordRequired: true }
        : { AuthenticationMode: { Type: "no-password-required" } }),
    },
    times: 101,
  }),
  seen("DescribeUsers"),
];

/** More users, or more groups, than a page holds, read page by page while some come and others go. */
function crowd(mrng: fc.Random, supported: readonly OperationName[]): readonly Command[] {
  const count = mrng.nextInt(21, 30);
  const hasGroups = (["CreateUserGroup", "DescribeUserGroups"] as const).every((name) =>
    supported.includes(name),
  );
  if (hasGroups && mrng.nextInt(1, 2) === 1) return crowdOfGroups(count, mrng);
  const between: readonly Command[] = [
    commandFrom({ operation: "CreateUser", input: plainUser("a-new") }),
    ...(supported.includes("DeleteUser")
      ? [
          commandFrom({
            operation: "DeleteUser",
            input: { UserId: `p-${mrng.nextInt(0, count - 1)}` },
          }),
        ]
      : []),
  ];
  return [
    commandFrom({ operation: "CreateUser", input: plainUser("p-#"), times: count }),
    seen("DescribeUsers"),
    commandFrom({ operation: "DescribeUsers", input: { MaxRecords: 20 } }),
    ...between.slice(0, mrng.nextInt(0, between.length)),
    ...oddMarkers
      .slice(mrng.nextInt(0, oddMarkers.length))
      .map((Marker) =>
        commandFrom({ operation: "DescribeUsers", input: { MaxRecords: 20, Marker } }),
      ),
    commandFrom({
      operation: "DescribeUsers",
      input: { MaxRecords: 20, Marker: markers.next },
      until: "listed",
    }),
    commandFrom({ operation: "DescribeUsers", input: { MaxRecords: 100 }, until: "listed" }),
  ];
}

function crowdOfGroups(count: number, mrng: fc.Random): readonly Command[] {
  const input = { Engine: "redis", UserIds: ["u-0"] };
  const late = commandFrom({
    operation: "CreateUserGroup",
    input: { ...input, UserGroupId: "a-new" },
  });
  return [
    commandFrom({
      operation: "CreateUser",
      input: {
        UserId: "u-0",
        UserName: "default",
        Engine: "redis",
        AccessString: "on ~* +@all",
        Passwords: [secret(17)],
      },
    }),
    commandFrom({
      operation: "CreateUserGroup",
      input: { ...input, UserGroupId: "q-#" },
      times: count,
    }),
    seen("DescribeUserGroups"),
    commandFrom({ operation: "DescribeUserGroups", input: { MaxRecords: 20 } }),
    ...(mrng.nextInt(1, 3) === 1 ? [] : [late]),
    commandFrom({
      operation: "DescribeUserGroups",
      input: { MaxRecords: 20, Marker: markers.next },
      until: "listed",
    }),
    commandFrom({ operation: "DescribeUserGroups", input: { MaxRecords: 100 }, until: "listed" }),
  ];
}
