import { existsSync } from "node:fs";
import { createInterface } from "node:readline/promises";

import { Command } from "commander";

import type { Config } from "./config.ts";
import { configPlaces } from "./config.ts";
import { Misuse } from "./failure.ts";
import { writeWhole } from "./folder.ts";
import { say } from "./terminal.ts";
import { urlFrom } from "./url.ts";

interface InitOptions {
  readonly name?: string;
  readonly endpoint?: string;
  readonly reset?: string;
}

/** `init`: writes a configuration file, by what is said or asked. */
export const initCommand = (): Command =>
  new Command("init")
    .option("--endpoint <url>", "any URL that claims to be the API")
    .option("--reset <url>", "a URL that makes the endpoint forget everything when posted to")
    .option("--name <name>", "what reports call it (default: mine)")
    .action(init);

async function init(given: InitOptions): Promise<void> {
  const there = configPlaces.find((file) => existsSync(file));
  if (there !== undefined) throw new Misuse(`${there} is there: change it, or remove it first`);
  const { endpoint, reset, name } = await answered(given);
  const file = existsSync("tsconfig.json") ? "conformance.config.ts" : "conformance.config.js";
  const config: Config = {
    target: name,
    formats: ["json", "markdown", "html"],
    targets: {
      [name]: {
        endpoint: urlFrom("--endpoint", endpoint),
        ...(reset === "" ? {} : { reset: urlFrom("--reset", reset) }),
      },
    },
  };
  await writeWhole(file, textOf(config, file));
  say(`${file}: \`elasticache-conformance\` surveys ${name} from now on`);
}

/** What is not said is asked, where somebody is there to answer. Throws `Misuse` where nobody is. */
async function answered({ endpoint, reset, name }: InitOptions): Promise<Required<InitOptions>> {
  if (!process.stdin.isTTY) {
    if (endpoint === undefined)
      throw new Misuse("init needs --endpoint URL where nobody is there to be asked");
    return { endpoint, reset: reset ?? "", name: name ?? "mine" };
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const ask = async (question: string): Promise<string> =>
      (await terminal.question(`${question} `)).trim();
    return {
      endpoint:
        endpoint ?? (await ask("Where does it answer? A URL, such as http://127.0.0.1:4566:")),
      reset:
        reset ??
        (await ask("Which URL makes it forget everything when posted to? Empty for none:")),
      name: name ?? ((await ask("What shall reports call it? Empty for mine:")) || "mine"),
    };
  } catch (error) {
    // Ctrl-C and Ctrl-D at a question.
    if (error instanceof Error && error.name === "AbortError")
      throw new Misuse("init was ended before its questions were answered: nothing was written");
    throw error;
  } finally {
    terminal.close();
  }
}

const textOf = (config: Config, file: string): string => {
  const data = JSON.stringify(config, null, 2);
  return file.endsWith(".ts")
    ? `import type { Config } from "elasticache-conformance";\n\nexport default ${data} satisfies Config;\n`
    : `/** @type {import("elasticache-conformance").Config} */\nexport default ${data};\n`;
};
