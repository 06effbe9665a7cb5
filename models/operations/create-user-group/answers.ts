import { keysOf } from "../../belief/membership.ts";
import { keyOf } from "../../contract/resource.ts";
import { equal, equalIfShown } from "../../rules/check.ts";
import { documented, observed, type Rule } from "../../rules/rule.ts";
import { model } from "../../rules/sources.ts";

export const guarantees: readonly Rule<"CreateUserGroup">[] = [
  {
    kind: "guarantee",
    id: "create-user-group/status-creating",
    isLook: true,
    level: "should",
    clause: documented(
      ["F170"],
      "AWS CLI create-user-group; AWS Database blog 2022-11-29",
      '"Status": "creating"',
    ),
    check: ({ output }) => equal("creating", output.Status),
  },
  {
    kind: "guarantee",
    id: "create-user-group/engine",
    level: "must",
    clause: documented(["F007", "F401"], model, "Engine, in lower case"),
    check: ({ input, output }) => equalIfShown(keyOf(input.Engine), output.Engine),
  },
  {
    kind: "guarantee",
    id: "create-user-group/user-ids",
    level: "should",
    clause: observed(
      ["F035", "F177"],
      "go-to-k/cdk-real-drift HuntEcUserGroup.json",
      "reader, default declared and read; compared as sets",
    ),
    check: ({ input, output }) =>
      equal(keysOf(input.UserIds).toSorted(), keysOf(output.UserIds).toSorted()),
  },
];
