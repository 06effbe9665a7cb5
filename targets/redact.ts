import type { Answer, User, UserGroup } from "../models/contract/contract.ts";

type Output = Extract<Answer, { kind: "accepted" }>["output"];

const usersIn = (output: Output): readonly User[] | undefined =>
  "Users" in output ? output.Users : undefined;

const groupsIn = (output: Output): readonly UserGroup[] | undefined =>
  "UserGroups" in output ? output.UserGroups : undefined;

/** A result as it would be if nobody else were there. */
export function withoutStrangers(output: Output, isOurs: (id?: string) => boolean): object {
  const users = usersIn(output);
  const groups = groupsIn(output);
  return {
    ...output,
    ...(users === undefined
      ? {}
      : {
          Users: users
            .filter(({ UserId }) => isOurs(UserId))
            // Groups of strangers may hold the `default` of all.
            .map(({ UserGroupIds: ids, ...user }) =>
              ids === undefined ? user : { ...user, UserGroupIds: ids.filter((id) => isOurs(id)) },
            ),
        }),
    ...(groups === undefined
      ? {}
      : { UserGroups: groups.filter(({ UserGroupId }) => isOurs(UserGroupId)) }),
  };
}

/** A response in which nothing is told of strangers but that they are there: reports may be shown to anybody. */
export function veiled(body: string, output: Output, isOurs: (id?: string) => boolean): string {
  const users = usersIn(output) ?? [];
  const strangers = [
    ...users.filter(({ UserId }) => !isOurs(UserId)),
    ...(groupsIn(output) ?? []).filter(({ UserGroupId }) => !isOurs(UserGroupId)),
  ];
  const told = new Set<unknown>([
    ...strangers.flatMap((stranger) => Object.values(stranger).flat()),
    ...users.flatMap(({ UserGroupIds = [] }) => UserGroupIds),
  ]);
  return told.size === 0
    ? body
    : body.replaceAll(
        /<(UserId|UserName|UserGroupId|ARN|AccessString|member)>([^<]+)</g,
        (element, name: string, text: string) =>
          told.has(unescaped(text)) && !isOurs(unescaped(text)) ? `<${name}>stranger<` : element,
      );
}

const unescaped = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
