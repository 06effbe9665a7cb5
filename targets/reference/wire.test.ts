import { connect } from "node:net";

import { DescribeUsersCommand, ElastiCacheClient } from "@aws-sdk/client-elasticache";
import { setupServer } from "msw/node";
import { describe, expect, it } from "vitest";

import { referenceHandlers } from "./handlers.ts";
import { asRequestHandler } from "./in-process.ts";
import { listen } from "./mount.ts";
import { accountOf, decode, encodeError, encodeResult, regionOf } from "./protocol.ts";
import { createReference } from "./service.ts";

const post = async (url: string, body: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url, { method: "POST", body, headers });
  return { status: response.status, headers: response.headers, body: await response.text() };
};

const unknown = `<ErrorResponse xmlns="http://elasticache.amazonaws.com/doc/2015-02-02/">
  <Error>
    <Type>Sender</Type>
    <Code>UserNotFound</Code>
    <Message>User nobody not found.</Message>
  </Error>
  <RequestId>00000000-0000-4000-8000-000000000001</RequestId>
</ErrorResponse>
`;

const lookup = "Action=DescribeUsers&UserId=nobody";

describe("a form", () => {
  it("is read as a tree, lists in order of their numbers", () => {
    const eleven = Array.from(
      { length: 11 },
      (_, index) => `UserIds.member.${11 - index}=u${11 - index}`,
    );
    expect(
      decode(
        [
          "Action=CreateUser",
          "UserId=a%20b",
          "AuthenticationMode.Type=password",
          "AuthenticationMode.Passwords.member.2=q",
          "AuthenticationMode.Passwords.member.1=p",
          "Tags.Tag.1.Key=k",
          "Tags.Tag.1.Value=v",
          "Passwords=",
          ...eleven,
        ].join("&"),
      ),
    ).toEqual({
      action: "CreateUser",
      members: {
        Action: "CreateUser",
        UserId: "a b",
        AuthenticationMode: { Type: "password", Passwords: ["p", "q"] },
        Tags: [{ Key: "k", Value: "v" }],
        Passwords: "",
        UserIds: Array.from({ length: 11 }, (_, index) => `u${index + 1}`),
      },
    });
    expect(decode("")).toEqual({ action: "", members: {} });
    expect(decode("UserId=a&UserId.member.1=b").members).toEqual({ UserId: ["b"] });
  });

  it("comes from the region and the account that it was signed for", () => {
    const from = (authorization?: string) => {
      const request = {
        headers: authorization === undefined ? {} : { authorization },
        body: "",
      };
      return [regionOf(request), accountOf(request)];
    };
    const signed = (key: string) =>
      `AWS4-HMAC-SHA256 Credential=${key}/20261125/eu-west-1/elasticache/aws4_request`;
    expect(from(signed("210987654321"))).toEqual(["eu-west-1", "210987654321"]);
    expect(from(signed("AKIAEXAMPLE"))).toEqual(["eu-west-1", undefined]);
    expect(from()).toEqual(["us-east-1", undefined]);
    expect(from("Basic")).toEqual(["us-east-1", undefined]);
  });
});

describe("an answer", () => {
  it("is laid out as AWS does", () => {
    expect(encodeResult("DescribeUsers", { Users: "", Marker: "<m>" }, "id")).toEqual({
      status: 200,
      headers: { "content-type": "text/xml", "x-amzn-requestid": "id" },
      body: `<DescribeUsersResponse xmlns="http://elasticache.amazonaws.com/doc/2015-02-02/">
  <DescribeUsersResult>
    <Users/>
    <Marker>&lt;m&gt;</Marker>
  </DescribeUsersResult>
  <ResponseMetadata>
    <RequestId>id</RequestId>
  </ResponseMetadata>
</DescribeUsersResponse>
`,
    });
    expect(encodeError(404, "UserNotFound", "User nobody not found.", "id")).toEqual({
      status: 404,
      headers: { "content-type": "text/xml", "x-amzn-requestid": "id" },
      body: unknown.replace(/0{8}-.*1(?=<)/, "id"),
    });
  });

  it("says what is wrong with the request itself", () => {
    const service = createReference();
    const told = (body: string) => {
      const answer = service.handle({ headers: {}, body });
      const [code, message] = ["Code", "Message"].map(
        (name) => new RegExp(`<${name}>(.*)</${name}>`).exec(answer.body)?.[1],
      );
      return [answer.status, code, message, answer.headers["x-amzn-requestid"]?.slice(-2)];
    };
    expect(told("Action=MakeUser")).toEqual([
      400,
      "InvalidAction",
      "Could not find operation MakeUser for version 2015-02-02",
      "01",
    ]);
    expect(told("Action=CreateUser&UserId.member.1=a")).toEqual([
      400,
      "MalformedInput",
      "A member of CreateUser has another shape.",
      "02",
    ]);
    expect(told("Action=toString")[1]).toBe("InvalidAction");
    expect(told("Action=AddTagsToResource&Tags=")[1]).toBe("InvalidParameterValue");
    expect(told("Action=ModifyUser&UserId=nobody&AuthenticationMode=")[1]).toBe("UserNotFound");
  });
});

describe("the service", () => {
  it("is reached by a port of its own, until it is closed", async () => {
    const listening = await listen(createReference(), 0);
    expect(listening.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
    const answer = await post(listening.url, lookup);
    expect([answer.status, answer.body]).toEqual([404, unknown]);
    expect(answer.headers.get("content-type")).toBe("text/xml");
    const authorization =
      "AWS4-HMAC-SHA256 Credential=210987654321/20261125/eu-west-1/x/aws4_request";
    const made = await post(listening.url, "Action=CreateUser&UserId=%C3%A4&UserName=%C3%A4", {
      authorization,
    });
    expect(made.body).toContain("The parameter Engine must be provided");
    await expect(listen(createReference(), Number(new URL(listening.url).port))).rejects.toThrow(
      "EADDRINUSE",
    );
    await listening[Symbol.asyncDispose]();
    await expect(post(listening.url, lookup)).rejects.toThrow("fetch failed");
  });

  it("goes on answering where a request breaks off", async () => {
    await using listening = await listen(createReference(), 0);
    const { port } = new URL(listening.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), "127.0.0.1", () => {
        socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nAction=");
        setTimeout(() => socket.destroy(), 20);
      });
      socket.on("close", () => resolve());
    });
    expect((await post(listening.url, lookup)).status).toBe(404);
  });

  it("names an address of version 6 in brackets", async () => {
    await using listening = await listen(createReference(), 0, "::1");
    expect(listening.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await post(listening.url, lookup)).status).toBe(404);
  });

  it("answers in an SDK's place, for every region or for one URL", async () => {
    const everywhere = setupServer(...referenceHandlers());
    everywhere.listen({ onUnhandledFrame: "error" });
    const answer = await post("https://elasticache.eu-west-1.amazonaws.com/", lookup);
    everywhere.close();
    expect([answer.status, answer.body]).toEqual([404, unknown]);
    expect(answer.headers.get("content-type")).toBe("text/xml");

    const atOne = setupServer(
      ...referenceHandlers({ url: "http://localhost:4566/", account: "111111111111" }),
    );
    atOne.listen({ onUnhandledFrame: "error" });
    const members = "UserId=ann&UserName=ann&Engine=redis&AccessString=on&NoPasswordRequired=true";
    const made = await post("http://localhost:4566/", `Action=CreateUser&${members}`);
    atOne.close();
    expect(made.body).toContain("<ARN>arn:aws:elasticache:us-east-1:111111111111:user:ann</ARN>");
  });

  it("counts those that are sent at the same time", async () => {
    const seen: number[] = [];
    const service = createReference();
    const client = new ElastiCacheClient({
      region: "eu-west-1",
      credentials: { accessKeyId: "210987654321", secretAccessKey: "none" },
      requestHandler: asRequestHandler({
        ...service,
        handle: (request, together) => {
          seen.push(together ?? -1);
          return service.handle(request, together);
        },
      }),
    });
    const send = async () => client.send(new DescribeUsersCommand({}));
    expect((await send()).Users?.map(({ ARN }) => ARN)).toEqual([
      "arn:aws:elasticache:eu-west-1:210987654321:user:default",
    ]);
    await Promise.all([send(), send()]);
    await send();
    expect(seen).toEqual([0, 1, 1, 0]);
  });
});
