import { describe, expect, it } from "vitest";

import type { AuthenticationRequest } from "../contract/contract.ts";
import {
  areDistinct,
  counted,
  gives,
  givesTwice,
  hasForbiddenCharacter,
  hasOpenCharacter,
  isModeInCapitals,
  isUnknownMode,
  lengthIsAllowed,
  modeOf,
  passwordLength,
  passwordsOf,
  readBack,
  speaksOfAuthentication,
  spellingOf,
  wishOf,
} from "./authentication.ts";

const word = "{{a:16}}";
const mode = (Type?: string, Passwords?: readonly string[]): AuthenticationRequest => ({
  AuthenticationMode: {
    ...(Type === undefined ? {} : { Type }),
    ...(Passwords === undefined ? {} : { Passwords }),
  },
});

describe("what a request wants", () => {
  it.each<readonly [AuthenticationRequest, string | undefined]>([
    [{}, undefined],
    [{ Passwords: [] }, undefined],
    [{ Passwords: [word] }, "password"],
    [{ Passwords: [word], NoPasswordRequired: false }, "password"],
    [{ Passwords: [word], NoPasswordRequired: true }, undefined],
    [{ NoPasswordRequired: true }, "no-password"],
    [{ NoPasswordRequired: false }, undefined],
    [mode(), undefined],
    [{ ...mode(), Passwords: [word] }, undefined],
    [{ ...mode(), NoPasswordRequired: true }, undefined],
    [mode("password"), undefined],
    [mode("password", [word]), "password"],
    [{ ...mode("password"), Passwords: [word] }, "password"],
    [{ ...mode("password", [word]), Passwords: [word] }, undefined],
    [{ ...mode("password", [word]), NoPasswordRequired: true }, undefined],
    [{ ...mode("password", [word]), NoPasswordRequired: false }, "password"],
    [mode("no-password-required"), "no-password"],
    [{ ...mode("no-password-required"), NoPasswordRequired: true }, "no-password"],
    [mode("no-password-required", [word]), undefined],
    [mode("iam"), "iam"],
    [mode("iam", [word]), undefined],
    [{ ...mode("iam"), Passwords: [word] }, undefined],
    [{ ...mode("iam"), NoPasswordRequired: true }, undefined],
    [mode("IAM"), undefined],
    [mode("ldap"), undefined],
  ])("%j: %s", (request, wish) => {
    expect(wishOf(request)).toBe(wish);
  });

  it("says something of authentication, in any of three members", () => {
    expect(speaksOfAuthentication({})).toBe(false);
    const requests = [{ Passwords: [] }, { NoPasswordRequired: false }, mode()];
    expect(requests.map(speaksOfAuthentication)).toEqual([true, true, true]);
  });

  it("gives passwords in either place, or in both", () => {
    expect(passwordsOf({ ...mode("password", ["b"]), Passwords: ["a"] })).toEqual(["a", "b"]);
    expect(passwordsOf({})).toEqual([]);
    expect([undefined, [], ["a"]].map(gives)).toEqual([false, false, true]);
    expect(givesTwice({ ...mode("password", ["b"]), Passwords: ["a"] })).toBe(true);
    expect(givesTwice({ ...mode("password", []), Passwords: ["a"] })).toBe(false);
    expect(givesTwice(mode("password", ["b"]))).toBe(false);
    expect(areDistinct(["a", "b"])).toBe(true);
    expect(areDistinct(["a", "a"])).toBe(false);
  });

  it("names a mode, in whatever letters", () => {
    expect([modeOf({}), modeOf(mode("IAM"))]).toEqual([undefined, "IAM"]);
    const types = [undefined, "password", "no-password-required", "iam", "Iam", "PASSWORD", "ldap"];
    const all = types.map((type) => mode(type));
    expect(all.map(isUnknownMode)).toEqual([false, false, false, false, false, false, true]);
    expect(all.map(isModeInCapitals)).toEqual([false, false, false, false, true, true, false]);
  });

  it.each<readonly [AuthenticationRequest, string]>([
    [{}, ""],
    [{ Passwords: [word] }, "Passwords"],
    [{ Passwords: [] }, ""],
    [{ NoPasswordRequired: true }, "NoPasswordRequired=true"],
    [{ NoPasswordRequired: false, Passwords: [word] }, "Passwords+NoPasswordRequired=false"],
    [mode("iam"), "AuthenticationMode=iam"],
    [
      { ...mode("no-password-required"), NoPasswordRequired: true },
      "NoPasswordRequired=true+AuthenticationMode=no-password-required",
    ],
  ])("%j is spelled %j", (request, spelling) => {
    expect(spellingOf(request)).toBe(spelling);
  });
});

describe("a password", () => {
  it.each([
    ["", 0],
    ["abc", 3],
    ["{{a:16}}", 16],
    ["x{{a:16}}y{{b:3}}", 21],
    ["{{A:16}}", 8],
  ])("%j has so many characters: %i", (password, length) => {
    expect(passwordLength(password)).toBe(length);
  });

  it("has 16 to 128 characters", () => {
    expect([15, 16, 128, 129].map((length) => lengthIsAllowed(`{{a:${length}}}`))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it("has no character that is forbidden, and some of which nobody knows", () => {
    const all = ["{{a:16}}", "a-Z_0!", "a/b", 'a"b', "a@b", "a,b", "a b", "é", "a'b", ",@"];
    expect(all.map(hasForbiddenCharacter)).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(all.filter((password) => hasOpenCharacter(password))).toEqual([
      "a,b",
      "a b",
      "é",
      "a'b",
    ]);
  });
});

describe("authentication read back", () => {
  it("is what was wanted, and counts different passwords", () => {
    expect(readBack("password", ["a", "b", "a"])).toEqual({ Type: "password", PasswordCount: 2 });
    expect(readBack("no-password", [])).toEqual({ Type: "no-password" });
    expect(readBack("iam", ["a"])).toEqual({ Type: "iam" });
  });

  it("counts only passwords", () => {
    expect(counted({ Type: "password", PasswordCount: 1 })).toEqual({
      Type: "password",
      PasswordCount: 1,
    });
    expect(counted({ Type: "iam", PasswordCount: 0 })).toEqual({ Type: "iam" });
    expect(counted({ PasswordCount: 0 })).toEqual({});
    expect(Object.keys(counted({ Type: "password" }))).toEqual(["Type"]);
    expect(Object.keys(counted({}))).toEqual([]);
  });
});
