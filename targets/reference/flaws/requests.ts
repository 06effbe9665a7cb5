import type { AnyInput, OperationName } from "../../../models/contract/contract.ts";
import { partitionOf } from "../arn.ts";
import { damages } from "../damages/index.ts";
import { ofGroups, ofTags, ofUsers } from "../families.ts";
import { lacking, reads, refuses, together, unasked } from "../faults.ts";
import type { Fault } from "../service.ts";
import { among, type Flaw, showing, unchecked } from "./flaw.ts";

const arnChecks = [
  "seven parts",
  "right partition",
  "user or group of ElastiCache",
  "own region and account",
] as const;

/** What a service does not ask that takes the ARN of nobody, or any at all. */
const takenForNobody = ["resource exists", "available for tagging", "tags are there"] as const;
const takenForAll = [...arnChecks, ...takenForNobody] as const;

/** What is required besides ids and ARNs. */
const requiredBeside = [
  ...["UserName", "Engine", "AccessString"].map((name) => `${name} is required`),
  "Tags are required",
  "TagKeys are required",
  "access string is not blank",
] as const;

/** An ARN of which the id, in capitals, is that of nobody. */
const toldApartByCase = (arn: string): string =>
  arn.replace(/[^:]*$/, (id) => (id === id.toLowerCase() ? id : `${id}-in-capitals`));

/** Gives another result of an operation. */
const resultOf = (operation: OperationName, change: (result: object) => object): Fault => ({
  outcome: (outcome, call) =>
    call.operation === operation && outcome.kind === "accepted"
      ? { ...outcome, result: change(outcome.result) }
      : outcome,
});

const emptied = (operation: OperationName, change: (result: object) => object): Fault =>
  resultOf(operation, (result) =>
    "TagList" in result && result.TagList === "" ? change(result) : result,
  );

/** An ARN in another partition. */
const inPartition = (arn: string, partition: string): string =>
  arn.replace(/^arn:[\w-]+:/, `arn:${partition}:`);

const refusedPartitions = (operation: OperationName, code: string): Fault =>
  refuses(operation, ({ ResourceName = "" }) => ResourceName.startsWith("arn:aws-"), code);

/** An ARN is read as one of the partition of the region, whichever it names. */
const anyPartition = (operation: OperationName): Fault =>
  reads(operation, ({ ResourceName, ...input }, { region }) =>
    ResourceName === undefined
      ? input
      : { ...input, ResourceName: inPartition(ResourceName, partitionOf(region)) },
  );

const shownInAws = (operation: OperationName): Fault =>
  showing(operation, (view) =>
    "ARN" in view ? { ...view, ARN: inPartition(String(view.ARN), "aws") } : view,
  );

/** What a service does not look at, and the forms in which it answers. */
export const requestFlaws: readonly Flaw[] = [
  ...among(
    ["CreateUser", "CreateUserGroup", "AddTagsToResource"],
    {
      name: "tags not checked",
      title:
        "Tags are not checked: any number of them, of any length, reserved or without a key, is taken",
    },
    unchecked(
      "tags have keys",
      "length of tag keys",
      "length of tag values",
      "reserved tag keys",
      "number of tags",
    ),
  ),
  ...among(
    ["CreateUser", "CreateUserGroup", "AddTagsToResource"],
    {
      name: "tag limits not checked",
      title: "Tags are not checked: any number of them, of any length and reserved, is taken",
    },
    unchecked("length of tag keys", "length of tag values", "reserved tag keys", "number of tags"),
  ),
  ...among(
    ofTags,
    { name: "ARNs not checked", title: "ARNs are not checked: any is taken" },
    unchecked(...takenForAll),
  ),
  ...among(
    ofTags,
    { name: "ARNs not looked up", title: "An ARN of nobody is taken, and has tags of its own" },
    (operation) =>
      together([
        unchecked(...takenForNobody)(operation),
        reads(operation, ({ ResourceName, ...input }) =>
          ResourceName === undefined
            ? input
            : { ...input, ResourceName: toldApartByCase(ResourceName) },
        ),
      ]),
  ),
  {
    name: "TagKeys not checked",
    title: "RemoveTagsFromResource takes any request",
    fault: unchecked(...takenForAll, "TagKeys are required")("RemoveTagsFromResource"),
  },
  ...among(
    ofTags,
    { name: "empty TagList left out", title: "A TagList without tags is left out" },
    (operation) => emptied(operation, (result) => lacking(result, "TagList")),
  ),
  ...among(ofTags, { name: "no TagList", title: "No TagList is shown" }, (operation) =>
    resultOf(operation, (result) => lacking(result, "TagList")),
  ),
  ...among(
    [...ofUsers, ...ofGroups, ...ofTags],
    {
      name: "nothing required",
      title: "What must be there may be missing or blank, and ids may have any form",
    },
    unchecked(
      ...["UserId", "UserGroupId", "ResourceName"].map((name) => `${name} is required`),
      "identifier",
      ...requiredBeside,
    ),
  ),
  ...among(
    [...ofUsers, ...ofGroups, ...ofTags],
    {
      name: "nothing required but ids",
      title: "What must be there may be missing or blank, but for ids and ARNs",
    },
    unchecked(...requiredBeside),
  ),
  ...["InvalidARN", "InvalidParameterValue"].flatMap((code) => [
    ...among(
      ofTags,
      {
        name: `ARNs of other partitions refused (${code})`,
        title: "ARNs of other partitions than aws are refused, in regions of those too",
      },
      (operation) => refusedPartitions(operation, code),
    ),
    {
      name: `partition aws assumed (${code})`,
      title:
        "Every region is held to be of the partition aws: ARNs are shown so, others are refused",
      fault: together([
        ...[...ofUsers, ...ofGroups].map((operation) => shownInAws(operation)),
        ...ofTags.flatMap((operation) => [
          refusedPartitions(operation, code),
          anyPartition(operation),
        ]),
      ]),
    },
  ]),
  ...among(
    ofTags,
    {
      name: "partitions of ARNs not checked",
      title: "The partition of an ARN is not looked at",
    },
    anyPartition,
  ),
  ...among(
    [...ofUsers, ...ofGroups],
    {
      name: "partition aws everywhere",
      title: "ARNs are of the partition aws in every region",
    },
    shownInAws,
  ),
  ...among(
    ofUsers,
    {
      name: "no minimum engine version",
      title: "MinimumEngineVersion is not shown",
    },
    (operation) => showing(operation, (view) => lacking(view, "MinimumEngineVersion")),
  ),
  ...among(
    ofUsers,
    {
      name: "minimum engine version 6.0",
      title: "MinimumEngineVersion is 6.0 for every user",
    },
    (operation) => showing(operation, (view) => ({ ...view, MinimumEngineVersion: "6.0" })),
  ),
  ...among(
    ["DescribeUsers", "DescribeUserGroups"],
    { name: "MaxRecords ignored", title: "MaxRecords is not looked at" },
    (operation) => reads(operation, (input: AnyInput) => unasked(input, "MaxRecords")),
  ),
  {
    name: "Filters ignored",
    title: "DescribeUsers: Filters are not looked at",
    fault: reads("DescribeUsers", (input) => unasked(input, "Filters")),
  },
  ...among(
    ["CreateUser", "CreateUserGroup"],
    {
      name: "ids not checked",
      title: "The form of ids is not checked",
    },
    unchecked("identifier"),
  ),
  ...among(
    ["CreateUserGroup", "ModifyUserGroup"],
    {
      name: "members not checked",
      title: "Who is in a group is not checked: strangers, two of one name, nobody named default",
    },
    unchecked("users exist", "names differ", "default user", "only members are removed"),
  ),
  ...damages.map(({ name, fault }) => ({
    name: `answers: ${name}`,
    title: `Answers are of another form (${name})`,
    fault,
  })),
];
