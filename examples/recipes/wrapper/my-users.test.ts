import { type Adapter, guarded, Refusal, Unsupported } from "elasticache-conformance";
import { conformance } from "elasticache-conformance/vitest";

import { MyUsers } from "./my-users.ts";

/** What the wrapper does, in AWS's members. It makes its own client: the environment leads that to a service of the suite. */
const adapter = (): Adapter => {
  const users = new MyUsers();
  return {
    DeleteUser: async ({ UserId = "" }) => {
      await users.remove(UserId);
      return {};
    },
    DescribeUsers: async ({ UserId }) => {
      if (UserId === undefined) throw new Unsupported("it lists nobody");
      const user = await users.find(UserId);
      if (user === undefined) throw new Refusal("UserNotFound");
      return { Users: [user] };
    },
  };
};

conformance(await guarded(adapter), {
  commands: 1000,
  isWanted: (rule) => rule.startsWith("describe-users/"),
});
