import { isRedis, isValkey, keysOf, settledGroup } from "../../belief/membership.ts";
import { viewOfGroup } from "../../belief/state.ts";
import { keyOf } from "../../contract/resource.ts";
import { equal, equalIfShown } from "../../rules/check.ts";
import { documented, observed, type Rule } from "../../rules/rule.ts";
import { model } from "../../rules/sources.ts";
import { type Modify, xml, isKnown, current, isOfEngine, adds, removes } from "./asked.ts";

const isModifying = ({ output }: { readonly output: { readonly Status?: string } }): boolean =>
  output.Status === "modifying";

/** True of a change that is one: of what asks for what is there already, no fact says what is answered. */
const changesSomething = (asked: Modify): boolean => {
  const members = current(asked);
  const { Engine } = asked.input;
  return (
    isKnown(asked) &&
    (removes(asked).length > 0 ||
      adds(asked).some((id) => members?.includes(id) === false) ||
      (isSwitch(Engine) && !isOfEngine(asked, (engine) => engine === keyOf(Engine))))
  );
};

/** An engine that a group can go over to (F182). */
const isSwitch = (engine: string | undefined): boolean => isRedis(engine) || isValkey(engine);

export const guarantees: readonly Rule<"ModifyUserGroup">[] = [
  {
    kind: "guarantee",
    id: "modify-user-group/status-modifying",
    isLook: true,
    level: "should",
    clause: observed(["F178"], xml, "<Status>modifying</Status>"),
    check: (accepted) => {
      const { output } = accepted;
      return changesSomething(accepted) ? equal("modifying", output.Status) : "silent";
    },
  },
  {
    kind: "guarantee",
    id: "modify-user-group/old-user-ids-meanwhile",
    level: "should",
    clause: observed(["F178"], xml, "UserIds are still the OLD list while the group is modifying"),
    check: (accepted) => {
      const { output } = accepted;
      return isModifying(accepted) &&
        settledGroup(accepted.before, accepted.input.UserGroupId) !== undefined &&
        current(accepted) !== undefined
        ? equal((current(accepted) ?? []).toSorted(), keysOf(output.UserIds).toSorted())
        : "silent";
    },
  },
  {
    kind: "guarantee",
    id: "modify-user-group/pending-changes",
    level: "should",
    clause: observed(
      ["F178"],
      xml,
      "<PendingChanges>…<UserIdsToAdd><member>one</member></UserIdsToAdd></PendingChanges>",
    ),
    check: (accepted) => {
      const { output } = accepted;
      return isModifying(accepted) &&
        settledGroup(accepted.before, accepted.input.UserGroupId) !== undefined &&
        !adds(accepted).some((id) => current(accepted)?.includes(id)) &&
        !adds(accepted).some((id) => removes(accepted).includes(id))
        ? equal(
            [adds(accepted).toSorted(), removes(accepted).toSorted()],
            [
              keysOf(output.PendingChanges?.UserIdsToAdd).toSorted(),
              keysOf(output.PendingChanges?.UserIdsToRemove).toSorted(),
            ],
          )
        : "silent";
    },
  },
  {
    kind: "guarantee",
    id: "modify-user-group/engine",
    level: "must",
    clause: documented(["F007"], model, "Engine"),
    check: ({ before, input, output }) =>
      input.Engine === undefined && viewOfGroup(before, input.UserGroupId)?.Engine !== undefined
        ? equalIfShown(keyOf(viewOfGroup(before, input.UserGroupId)?.Engine), output.Engine)
        : "silent",
  },
];
