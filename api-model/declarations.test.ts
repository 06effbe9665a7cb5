import { describe, expect, it } from "vitest";

import type { FaultCode } from "../models/contract/contract.ts";
import { statuses } from "../models/contract/fault-code.ts";
import { members, requests, results } from "../models/contract/members.ts";
import { forEachOperation, operationNames } from "../models/contract/requests.ts";
import type { Shape } from "../models/contract/shape.ts";
import { operations } from "../models/operations/index.ts";
import { changesBetween, declarationsIn, membersIn, modelSchema } from "./declarations.ts";
import { pinned } from "./pinned.ts";

/** The members within a value, by their paths, as the pinned model tells them. */
function within(path: string, shape: Shape): readonly string[] {
  if (shape.type === "structure")
    return [
      path,
      ...Object.entries(shape.members).flatMap(([name, of]) => within(`${path}.${name}`, of)),
    ];
  return shape.type === "list" ? [path, ...within(`${path}[${shape.item}]`, shape.of)] : [path];
}

describe("the contract, beside the API model that is pinned", () => {
  const lines = pinned();
  const declared = membersIn(lines);

  it.each(operationNames)("%s has the same members in requests, required or not", (name) => {
    const { required, optional } = requests[name];
    const ours = [...required, ...optional].flatMap((member) =>
      within(`${name} in ${member}`, members[member]),
    );
    expect(ours.toSorted()).toEqual(
      declared.filter((one) => one.startsWith(`${name} in `)).toSorted(),
    );
    const wanted = lines.filter(
      (line) => /^\w+ in \w+: .*required$/.test(line) && line.startsWith(`${name} `),
    );
    expect(new Set<string | undefined>(required)).toEqual(
      new Set(wanted.map((line) => line.split(/[ :]/)[2])),
    );
  });

  it.each(operationNames)("%s has the same members in results", (name) => {
    const ours = Object.entries(results[name].members).flatMap(([member, of]) =>
      within(`${name} out ${member}`, of),
    );
    expect(ours.toSorted()).toEqual(
      declared.filter((one) => one.startsWith(`${name} out `)).toSorted(),
    );
    expect(lines).toContain(`${name} wrapper: ${name}Result`);
  });

  it.each(operationNames)(
    "%s declares no code that the model does not, nor with another status",
    (name) => {
      const codes = forEachOperation((one) => operations[one].declared)[name];
      // Of the role that AWS makes itself, no rule asks how its absence is told.
      const told = (code: FaultCode): string =>
        `${name} error ${code}: ${statuses[code] ?? 400} sender`;
      for (const code of codes) expect(lines).toContain(told(code));
    },
  );
});

describe("an API model", () => {
  const model = modelSchema.parse({
    operations: Object.fromEntries(
      operationNames.map((name) => [name, { input: { shape: "In" }, errors: [{ shape: "Gone" }] }]),
    ),
    shapes: {
      In: {
        type: "structure",
        required: ["Id"],
        members: { Id: { shape: "Id" }, Tags: { shape: "Tags" } },
      },
      Id: { type: "string", min: 1, pattern: "[a-z]+" },
      Tags: { type: "list", max: 50, member: { shape: "Tag", locationName: "Tag" } },
      Tag: { type: "structure", members: { Key: { shape: "Kind" } } },
      Kind: { type: "string", enum: ["a", "b"] },
      Gone: { type: "structure", error: { code: "Gone", httpStatusCode: 404, senderFault: true } },
    },
  });

  it("is told a declaration a line", () => {
    expect(declarationsIn(model).filter((line) => line.startsWith("CreateUser "))).toEqual([
      "CreateUser error Gone: 404 sender",
      "CreateUser in Id: string min 1 pattern [a-z]+, required",
      "CreateUser in Tags: list max 50",
      "CreateUser in Tags[Tag].Key: string one of a | b",
      "CreateUser in Tags[Tag]: structure",
    ]);
  });

  it("is held against an older one by what came and what went", () => {
    expect(changesBetween(["a", "b"], ["b", "c"])).toEqual(["- a", "+ c"]);
    expect(changesBetween(pinned(), pinned())).toEqual([]);
  });
});
