import { recodes, shows, showsGroups, writes } from "../faults.ts";
import type { Fault } from "../service.ts";
import { type Mutant, mutant } from "./mutant.ts";

const heads = (
  change: (headers: Readonly<Record<string, string>>) => Record<string, string>,
): Fault => ({
  response: (response) => ({ ...response, headers: change(response.headers) }),
});

/** Faults of the protocol. */
export const wireMutants: readonly Mutant[] = [
  mutant("wire/readable", 1, {
    response: (response) =>
      response.status < 400
        ? response
        : {
            ...response,
            headers: { ...response.headers, "content-type": "application/x-amz-json-1.1" },
            body: JSON.stringify({
              __type: /<Code>([^<]*)/.exec(response.body)?.[1],
              message: "No.",
            }),
          },
  }),
  mutant(
    "wire/well-formed",
    2,
    writes((body) => body.replaceAll("&amp;", "&")),
  ),
  mutant(
    "wire/namespace",
    1,
    writes((body) => body.replaceAll(/ xmlns="[^"]*"/g, "")),
  ),
  mutant(
    "wire/result-wrapper",
    1,
    writes((body, operation) => body.replaceAll(`${operation}Result`, `${operation}Answer`)),
  ),
  mutant(
    "wire/request-id",
    1,
    writes((body) => body.replace(/<ResponseMetadata>[\s\S]*<\/ResponseMetadata>/, "")),
  ),
  mutant(
    "wire/user-under-result",
    1,
    writes((body) =>
      body
        .replace("<CreateUserResult>", "<CreateUserResult><User>")
        .replace("</CreateUserResult>", "</User></CreateUserResult>"),
    ),
  ),
  mutant(
    "wire/list-members",
    1,
    writes((body) => body.replaceAll("member>", "User>")),
  ),
  mutant(
    "wire/user-members",
    1,
    shows("CreateUser", (user) => ({ ...user, Tags: "" })),
  ),
  mutant(
    "wire/user-group-members",
    1,
    showsGroups("CreateUserGroup", (group) => ({ ...group, Tags: "" })),
  ),
  mutant(
    "wire/tag-members",
    3,
    writes((body) => body.replaceAll("Tag>", "member>")),
  ),
  mutant(
    "wire/empty-tag-list",
    2,
    writes((body) => body.replaceAll("<TagList/>", "")),
  ),
  mutant("wire/no-secrets", 2, {
    outcome: (outcome, { operation }, input) =>
      operation === "CreateUser" && outcome.kind === "refused" && "Passwords" in input
        ? { ...outcome, message: `${outcome.message} ${JSON.stringify(input.Passwords)}` }
        : outcome,
  }),
  mutant(
    "wire/empty-list",
    1,
    writes((body) => body.replaceAll("<UserGroupIds/>", "")),
  ),
  mutant(
    "wire/content-type",
    1,
    heads((headers) => ({ ...headers, "content-type": "application/json" })),
  ),
  mutant(
    "wire/request-id-header",
    1,
    heads(({ "content-type": type = "text/xml" }) => ({ "content-type": type })),
  ),
  mutant(
    "wire/error-type",
    1,
    writes((body) => body.replace("<Type>Sender</Type>", "<Type>Receiver</Type>")),
  ),
  mutant("wire/error-status", 1, {
    response: (response) => (response.status === 404 ? { ...response, status: 400 } : response),
  }),
  mutant("wire/error-code", 1, recodes("DescribeUsers", "UserNotFound", "UserNotFoundFault")),
  mutant("wire/unknown-action", 1, {
    response: (response, operation) =>
      operation === "DescribeUzers"
        ? { ...response, status: 200, body: "<DescribeUzersResponse/>" }
        : response,
  }),
];
