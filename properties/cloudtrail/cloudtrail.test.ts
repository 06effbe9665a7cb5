import { describe, expect, it } from "vitest";

import { readTrail } from "./events.ts";
import { TrailJudging } from "./judging.ts";

describe("a report on a trail", () => {
  const record = (change: object): object => ({
    eventTime: "2026-10-01T10:00:00Z",
    eventSource: "elasticache.amazonaws.com",
    eventName: "CreateUser",
    awsRegion: "eu-central-1",
    sourceIPAddress: "198.51.100.9",
    userIdentity: { accountId: "210987654321", arn: "arn:aws:iam::210987654321:user/hopper" },
    requestParameters: {
      userId: "Grace",
      userName: "grace.hopper",
      engine: "oracle",
      accessString: "on ~* +@all",
      passwords: "HIDDEN_DUE_TO_SECURITY_REASONS",
      tags: [{ key: "team", value: "Cobol" }],
    },
    responseElements: {
      userId: "grace",
      userName: "grace.hopper",
      aRN: "arn:aws:elasticache:eu-central-1:210987654321:user:grace",
    },
    ...change,
  });
  const buildReport = (...records: readonly object[]) => {
    const judging = new TrailJudging({ suiteVersion: "test", deviations: [] });
    judging.take(readTrail(JSON.stringify({ Records: records })));
    return { report: judging.report(), leftOut: judging.leftOut };
  };

  it("names nobody", () => {
    const { report } = buildReport(
      record({}),
      record({
        eventTime: "2026-10-01T10:02:00Z",
        eventName: "ModifyUserGroup",
        requestParameters: { userGroupId: "hopper-group", userIdsToAdd: ["grace"] },
        responseElements: {
          userGroupId: "Hopper-Group",
          status: "modifying",
          engine: "redis",
          userIds: ["grace"],
          minimumEngineVersion: "6.0",
          pendingChanges: { userIdsToAdd: ["grace"], userIdsToRemove: [] },
          replicationGroups: ["hopper-cache"],
          serverlessCaches: [],
          aRN: "arn:aws:elasticache:eu-central-1:210987654321:usergroup:hopper-group",
        },
      }),
      record({
        eventTime: "2026-10-01T10:01:00Z",
        eventName: "DeleteUser",
        requestParameters: { userId: "grace" },
        responseElements: null,
        errorCode: "InvalidParameterValueException",
        errorMessage: "User grace of 210987654321 at 198.51.100.9 cannot be deleted",
      }),
    );
    const broken = report.rules.filter(({ outcome }) => outcome === "broken").map(({ id }) => id);
    expect(broken).toContain("create-user/engine-unknown");
    expect(broken).toContain("modify-user-group/id-in-lower-case");
    expect(JSON.stringify(report)).not.toMatch(/grace|hopper|cobol|210987654321|198\.51|HIDDEN/i);
  });

  it("says what was not judged", () => {
    const { leftOut } = buildReport(
      record({ eventName: "DescribeUsers", requestParameters: null, responseElements: null }),
      record({ eventName: "CreateCacheCluster", eventID: "1" }),
      record({ requestParameters: null, eventID: "2" }),
      record({
        eventID: "3",
        eventName: "AddTagsToResource",
        requestParameters: { resourceName: "HIDDEN_DUE_TO_SECURITY_REASONS", tags: [] },
      }),
    );
    expect(leftOut).toEqual([
      ["what is read is not recorded", 1],
      ["its request is not recorded", 1],
      ["its request is hidden, or names what no rule knows", 1],
      ["it is none of an operation on users, user groups or their tags", 1],
    ]);
  });

  it.each([
    ["{", /JSON was wanted/],
    ['{"Events":[],"NextToken":"abc"}', /NextToken/],
    ['{"Events":{}}', /a list "Events" or "Records" was wanted/],
    ['{"Records":[{"eventTime":7}]}', /event 1 is none of CloudTrail's: eventTime/],
    [
      JSON.stringify({ Records: [record({ eventTime: "yesterday" })] }),
      /event 1 has no time: yesterday/,
    ],
    ['{"Events":[{"CloudTrailEvent":"{"}]}', /event 1 is none of CloudTrail's/],
  ])("is not written of %s", (text, message) => {
    expect(() => readTrail(text)).toThrow(message);
  });
});
