import type * as fc from "fast-check";

import { commandFrom } from "../../models/contract/command.ts";
import type { Command, ListOperation, OperationName } from "../../models/contract/contract.ts";
import { secret, markers } from "../../models/contract/placeholder.ts";
import { plainUser } from "../../models/universe/universe.ts";
import type { GeneratorOptions } from "./generator-options.ts";

/** Waits until a list shows all: pages can leave out only those whom a list has shown. */
const seen = (operation: ListOperation): Command =>
  commandFrom({ operation, input: {}, until: "listed" });

/** Markers that lead to no page of the users. */
const oddMarkers = [markers.half, markers.ofGroups];

/** Of so many crowds one is greater than any page (F159), of users and of groups in turn, where that costs nobody anything. */
const greatEach = 3;

/** More users, or more groups, than a page holds, as the target can be asked for them. */
export class Crowds {
  readonly #generation: GeneratorOptions;
  #turn = 0;

  constructor(generation: GeneratorOptions) {
    this.#generation = generation;
  }

  /** False where nobody can be made, or none can be listed. */
  get canBe(): boolean {
    return this.#has("CreateUser", "DescribeUsers");
  }

  next(mrng: fc.Random): readonly Command[] {
    const { supported, isClient, disposable } = this.#generation;
    if (isClient) return crowdForClients(mrng);
    this.#turn += 1;
    const isGreat = disposable && this.#turn % greatEach === 0;
    const count = isGreat ? mrng.nextInt(101, 110) : mrng.nextInt(21, 30);
    const isOfGroups = isGreat ? this.#turn % (2 * greatEach) === 0 : mrng.nextInt(1, 2) === 1;
    return isOfGroups && this.#has("CreateUserGroup", "DescribeUserGroups")
      ? crowdOfGroups(count, mrng)
      : crowdOfUsers(count, mrng, supported);
  }

  #has(...names: readonly OperationName[]): boolean {
    return names.every((name) => this.#generation.supported.includes(name));
  }
}

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

/** Users, read page by page while some come and others go. */
function crowdOfUsers(
  count: number,
  mrng: fc.Random,
  supported: readonly OperationName[],
): readonly Command[] {
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
