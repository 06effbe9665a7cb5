import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, beforeEach } from "vitest";

import { aws } from "./aws.ts";
import { type ReferenceService } from "./reference/service.ts";

export const account = "555566667777";
export const region = "us-east-1";
export const folder = mkdtempSync(join(tmpdir(), "ec-aws-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The SDK looks for these; they are put back as they were. */
const names = ["AWS_ENDPOINT_URL_ELASTICACHE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
const before = new Map(names.map((name) => [name, process.env[name]]));
beforeEach(() => {
  process.env["AWS_ACCESS_KEY_ID"] = account;
  process.env["AWS_SECRET_ACCESS_KEY"] = "secret";
});
afterEach(() => {
  for (const [name, value] of before)
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
});

export const options = {
  suiteVersion: "test",
  seed: 3,
  commands: 500,
  shrinkCommands: 50,
  settleSeconds: 5,
  parallel: 4,
};

/** Real AWS is spoken to where the environment says that it is. */
export function target(url: string, journals: string, farewellSeconds = 10) {
  process.env["AWS_ENDPOINT_URL_ELASTICACHE"] = url;
  return aws({
    region,
    account,
    journals,
    mostLive: 60,
    farewellSeconds,
    hosts: [new URL(url).host],
  });
}

export const said = (service: ReferenceService, body: string): string =>
  service.handle({ headers: {}, body }).body.replaceAll(/<RequestId>.*/g, "");

export const allIn = (service: ReferenceService): string =>
  said(service, "Action=DescribeUsers") + said(service, "Action=DescribeUserGroups");

export const password = encodeURIComponent("on ~* +@all");

/** Others who use the account: one has the `default` of all in a group. */
export function withStrangers(service: ReferenceService): ReferenceService {
  for (const id of ["u-0", "ann", "ecosystem"])
    said(
      service,
      `Action=CreateUser&UserId=${id}&UserName=${id}&Engine=redis&AccessString=${password}&NoPasswordRequired=true`,
    );
  said(
    service,
    "Action=CreateUserGroup&UserGroupId=theirs&Engine=redis&UserIds.member.1=default&UserIds.member.2=ann",
  );
  return service;
}
