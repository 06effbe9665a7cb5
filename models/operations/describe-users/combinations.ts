import type { Combinations } from "../../combinations/parameter.ts";
import { absent, illegal, value } from "../../combinations/parameter.ts";
import { awsDefault, loneUsers, members, nobody, passing } from "../../combinations/users.ts";

/** The requests for users. */
export const describeUsersCombinations: readonly Combinations[] = [
  {
    name: "DescribeUsers",
    operation: "DescribeUsers",
    states: [...loneUsers, ...members, nobody, ...passing, awsDefault],
    members: {
      UserId: [
        absent,
        { name: "as it is", put: (UserId) => ({ UserId }) },
        { name: "in capitals", put: (UserId) => ({ UserId: UserId.toUpperCase() }) },
      ],
      Engine: [absent, value("redis", { Engine: "redis" }), value("valkey", { Engine: "valkey" })],
      Filters: [
        absent,
        {
          name: "by its id",
          put: (UserId) => ({ Filters: [{ Name: "UserId", Values: [UserId] }] }),
        },
        illegal(value("without values", { Filters: [{ Name: "UserId", Values: [] }] })),
      ],
      MaxRecords: [absent, value("20", { MaxRecords: 20 }), value("100", { MaxRecords: 100 })],
    },
    look: () => [],
  },
];
