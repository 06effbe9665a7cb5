import * as fc from "fast-check";

import { secret } from "../../contract/placeholder.ts";
import { fixedLists, fixedOnValkey, seenOnValkey } from "../../rules/access-string-asked.ts";
import { iam } from "../../universe/universe.ts";
import type { Variation } from "../operation.ts";
import { always, oneOfThese, authenticating, asIam, mode } from "./requests.ts";

export const authentication: readonly Variation<"CreateUser">[] = [
  authenticating("no authentication", always({})),
  authenticating("NoPasswordRequired=false alone", always({ NoPasswordRequired: false })),
  authenticating(
    "unknown mode",
    oneOfThese(mode("kerberos"), mode("no-password"), mode("kerberos", secret(16))),
  ),
  authenticating(
    "15 characters",
    oneOfThese({ Passwords: [secret(15)] }, mode("password", secret(15))),
  ),
  authenticating(
    "129 characters",
    oneOfThese({ Passwords: [secret(129)] }, mode("password", secret(129))),
  ),
  authenticating(
    "16 characters",
    oneOfThese({ Passwords: [secret(16)] }, mode("password", secret(16))),
  ),
  authenticating(
    "128 characters",
    oneOfThese({ Passwords: [secret(128)] }, mode("password", secret(128))),
  ),
  authenticating(
    "two passwords",
    oneOfThese(
      { Passwords: [secret(17), secret(17, "b")] },
      mode("password", secret(17), secret(17, "b")),
    ),
  ),
  authenticating(
    "three passwords",
    oneOfThese(
      { Passwords: [secret(17), secret(17, "b"), secret(17, "c")] },
      mode("password", secret(17), secret(17, "b"), secret(17, "c")),
    ),
  ),
  authenticating("equal passwords", always({ Passwords: [secret(17), secret(17)] })),
  authenticating("password with parentheses", always({ Passwords: [`${secret(15)}))`] })),
  authenticating(
    "password with a forbidden character",
    oneOfThese(
      { Passwords: [`${secret(16)}/`] },
      { Passwords: [`${secret(16)}@`] },
      { Passwords: [`${secret(16)}"`] },
    ),
  ),
  authenticating(
    "passwords and NoPasswordRequired",
    always({ Passwords: [secret(17)], NoPasswordRequired: true }),
  ),
  authenticating(
    "passwords in mode no-password-required",
    oneOfThese(mode("no-password-required", secret(17)), {
      Passwords: [secret(17)],
      ...mode("no-password-required"),
    }),
  ),
  authenticating("mode password without passwords", always(mode("password"))),
  authenticating(
    "passwords twice",
    always({ Passwords: [secret(17)], ...mode("password", secret(17, "b")) }),
  ),
  authenticating(
    "NoPasswordRequired with mode password",
    always({ NoPasswordRequired: true, ...mode("password") }),
  ),
  authenticating(
    "NoPasswordRequired with passwords in mode password",
    always({ NoPasswordRequired: true, ...mode("password", secret(17)) }),
  ),
  authenticating(
    "both no-password spellings",
    always({ NoPasswordRequired: true, ...mode("no-password-required") }),
  ),
  authenticating(
    "mode password with legacy passwords",
    always({ Passwords: [secret(17)], ...mode("password") }),
  ),
  authenticating(
    "NoPasswordRequired=false with passwords",
    oneOfThese(
      { NoPasswordRequired: false, Passwords: [secret(17)] },
      { NoPasswordRequired: false, ...mode("password", secret(17)) },
    ),
  ),
  authenticating("iam under another name", always({ UserName: "ann", ...iam })),
  authenticating("iam named default", always({ UserName: "default", ...iam })),
  { ...asIam("iam", always({})), weight: 4, isFoundation: true },
  asIam("iam and NoPasswordRequired=false", always({ NoPasswordRequired: false })),
  asIam("iam with passwords", oneOfThese(mode("iam", secret(17)), { Passwords: [secret(17)] })),
  asIam("iam and NoPasswordRequired", always({ NoPasswordRequired: true })),
  asIam("iam of fixed list", always({ AccessString: fixedLists[2] ?? "" })),
];

export const valkey: readonly Variation<"CreateUser">[] = [
  {
    ...authenticating(
      "valkey with a password",
      oneOfThese(
        { Engine: "valkey", Passwords: [secret(17)] },
        { Engine: "valkey", ...mode("password", secret(17)) },
      ),
    ),
    weight: 4,
    isFoundation: true,
  },
  authenticating(
    "valkey in mode no-password-required",
    always({ Engine: "valkey", ...mode("no-password-required") }),
  ),
  authenticating(
    "valkey and NoPasswordRequired",
    always({ Engine: "valkey", NoPasswordRequired: true }),
  ),
  authenticating("VALKEY", always({ Engine: "VALKEY", Passwords: [secret(17)] })),
  authenticating(
    "valkey named default",
    always({
      Engine: "valkey",
      UserName: "default",
      AccessString: "off ~* +@all",
      Passwords: [secret(17)],
    }),
  ),
  {
    ...authenticating(
      "valkey named default, on",
      always({ Engine: "valkey", UserName: "default", Passwords: [secret(17)] }),
    ),
    isFoundation: true,
  },
  authenticating(
    "valkey, off with all commands",
    always({ Engine: "valkey", AccessString: "off ~* +@all", Passwords: [secret(17)] }),
  ),
  {
    ...authenticating(
      "valkey with a string in use",
      fc
        .constantFrom(...seenOnValkey, ...fixedOnValkey)
        .map((AccessString) => ({ Engine: "valkey", AccessString, Passwords: [secret(17)] })),
    ),
    weight: 6,
  },
  {
    ...asIam(
      "valkey and iam",
      fc
        .constantFrom("on ~* +@all", "on ~app::* -@all +@read")
        .map((AccessString) => ({ Engine: "valkey", AccessString })),
    ),
    weight: 3,
    isFoundation: true,
  },
  authenticating(
    "valkey and NoPasswordRequired=false",
    always({ Engine: "valkey", NoPasswordRequired: false, Passwords: [secret(17)] }),
  ),
];
