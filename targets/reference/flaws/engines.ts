import { ofGroups, ofUsers } from "../families.ts";
import { memoryOf, refuses, shows, showsGroups, together } from "../faults.ts";
import type { Fault } from "../service.ts";
import { keyOf } from "../store.ts";
import { among, type Flaw } from "./flaw.ts";

const spelt = (view: object, known: string | undefined): object =>
  known === undefined ? view : { ...view, Engine: known };

/** Engines are shown in the case in which they were sent, of whoever they were taken for last. */
function shownAsSent(): Fault {
  const engines = memoryOf(() => new Map<string, string>());
  return together([
    {
      outcome: (outcome, call, { UserId, UserGroupId, Engine }) => {
        if (
          outcome.kind === "accepted" &&
          Engine !== undefined &&
          /^(?:Cr|Mo)/.test(call.operation)
        )
          engines(call).set(keyOf(UserId ?? `group ${UserGroupId}`), Engine);
        return outcome;
      },
    },
    ...ofUsers.map((operation) =>
      shows(operation, (user, call) => spelt(user, engines(call).get(user.UserId ?? ""))),
    ),
    ...ofGroups.map((operation) =>
      showsGroups(operation, (group, call) =>
        spelt(group, engines(call).get(`group ${group.UserGroupId}`)),
      ),
    ),
  ]);
}

/** How the names of engines are read. */
export const engineFlaws: readonly Flaw[] = [
  ...["InvalidParameterValue", "InvalidParameterCombination"].flatMap((code) =>
    among(
      ["CreateUser", "ModifyUser", "CreateUserGroup", "ModifyUserGroup"],
      {
        name: `engines in capitals refused (${code})`,
        title: "Engines are taken in lower case only",
      },
      (operation) => refuses(operation, ({ Engine = "" }) => /[A-Z]/.test(Engine), code),
    ),
  ),
  {
    name: "engines as sent",
    title: "Engines are shown in the case in which they were sent",
    fault: shownAsSent(),
  },
];
