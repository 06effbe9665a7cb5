import { describe, expect, it } from "vitest";

import { initialWorld, stateOf, withState, withUser, type World } from "../belief/state.ts";
import type { Answer, Input } from "../contract/contract.ts";
import { judge } from "./judged.fixtures.ts";

const world = initialWorld("us-east-1");

/** A user of iam, whose name differs from its id by case: no fact says whether AWS takes it (F062). */
const ann: Input<"CreateUser"> = {
  UserId: "ann",
  UserName: "Ann",
  Engine: "redis",
  AccessString: "on ~* +@all",
  AuthenticationMode: { Type: "iam" },
};

const refused: Answer<"CreateUser"> = {
  kind: "refused",
  code: "InvalidParameterCombination",
  message: "",
};

const questionsOf = (
  input: Input<"CreateUser">,
  answer: Answer<"CreateUser">,
  before: World = world,
): readonly string[] =>
  judge(before, { command: { operation: "CreateUser", input }, answer }).questions;

describe("an open question", () => {
  it("is answered by what the target does", () => {
    expect(questionsOf(ann, refused)).toEqual(["open/iam-name-case"]);
    expect(questionsOf(ann, { kind: "accepted", output: ann })).toEqual(["open/iam-name-case"]);
  });

  it("is not asked where the request says nothing of it", () => {
    expect(questionsOf({ ...ann, UserName: "ann" }, refused)).toEqual([]);
  });

  it("is not answered where no answer came", () => {
    expect(questionsOf(ann, { kind: "lost", reason: "socket hang up" })).toEqual([]);
    expect(questionsOf(ann, { kind: "unsupported", reason: "501" })).toEqual([]);
  });

  it("is not answered where there is another ground to refuse", () => {
    expect(questionsOf({ ...ann, Engine: "memcached" }, refused)).toEqual([]);
  });

  it("is not answered where nobody knows whether the id is taken", () => {
    const uncertain = withUser(stateOf(world, {}), "ann", { kind: "uncertain" });
    expect(questionsOf(ann, refused, withState(world, {}, uncertain, false))).toEqual([]);
  });
});
