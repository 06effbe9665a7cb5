import { type Target, Unforgetful } from "../../targets/target.ts";

/**
 * Makes a user where a target is ours to reset, has it forgotten, and looks: a hook that only says that all is well would have
 * each conversation judged by what the ones before it left. Throws `Unforgetful` where it is still there.
 */
export async function seenToForget(target: Target, ending: AbortSignal): Promise<void> {
  // Our own reference forgets, beneath a client too.
  if (!target.disposable || target.waitsForFree === true || target.isClient === true) return;
  const isThere = async (): Promise<boolean> => {
    await using session = await target.open(ending);
    const { kind } = await session.send(witness.look);
    return kind === "accepted";
  };
  // Where it is there already, nobody can tell.
  if (await isThere()) return;
  await using session = await target.open(ending);
  const made = await session.send(witness.make);
  const seen = await session.send(witness.look);
  if (made.kind !== "accepted" || seen.kind !== "accepted" || !(await isThere())) return;
  await session.send(witness.leave);
  throw new Unforgetful(
    `the reset hook of ${target.endpoint ?? target.name} answers as if all were well, and a user that was made before is still there after it: give the right URL with --reset, or leave it out`,
  );
}

/** A user that shows whether a target forgets. */
const witness = {
  make: {
    operation: "CreateUser",
    input: {
      UserId: "u-witness",
      UserName: "witness",
      Engine: "redis",
      AccessString: "off -@all",
      NoPasswordRequired: true,
    },
  },
  look: { operation: "DescribeUsers", input: { UserId: "u-witness" } },
  leave: { operation: "DeleteUser", input: { UserId: "u-witness" } },
} as const;
