import { Command } from "commander";

interface Room {
  readonly description: string;
  readonly load: () => Promise<Command>;
}

/** What the program can do. Each is loaded only where it is asked for: all of it together takes its time to load. */
const commands = {
  run: {
    description: "survey one target and write the report",
    load: async () => (await import("./run.ts")).runCommand(),
  },
  init: {
    description: "write a configuration file, by three questions or by options",
    load: async () => (await import("./init.ts")).initCommand(),
  },
  replay: {
    description: "send a stored conversation again: FIXED, STILL BROKEN, or LOST",
    load: async () => (await import("./replay.ts")).replayCommand(),
  },
  judge: {
    description: "judge what was recorded by today's rules, without a target",
    load: async () => (await import("./judge.ts")).judgeCommand(),
  },
  merge: {
    description:
      "join the parts of a run that several machines shared (`run --shard`) into one report",
    load: async () => (await import("./merge.ts")).mergeCommand(),
  },
  compare: {
    description: "hold reports beside each other: what fails where, and what fails only there",
    load: async () => (await import("./compare.ts")).compareCommand(),
  },
  board: {
    description: "build a static site from stored reports: targets and versions beside each other",
    load: async () => (await import("./board.ts")).boardCommand(),
  },
  diff: {
    description:
      "ask two targets the same, and tell in what they answer otherwise, and with which of them the contract sides",
    load: async () => (await import("./diff.ts")).diffCommand(),
  },
  rules: {
    description: "list every rule with level, evidence, clause, source; and the open questions",
    load: async () => (await import("./rules.ts")).rulesCommand(),
  },
  serve: {
    description: "the reference service on a port",
    load: async () => (await import("./serve.ts")).serveCommand(),
  },
  sweep: {
    description: "delete what interrupted runs left; safe to repeat",
    load: async () => (await import("./sweep.ts")).sweepCommand(),
  },
} satisfies Readonly<Record<string, Room>>;

type CommandName = keyof typeof commands;

const isCommand = (name = ""): name is CommandName => Object.hasOwn(commands, name);

const names = Object.keys(commands).filter((name) => isCommand(name));

/** True of a command line that asks what there is, and for nothing that is there. */
const asksForAll = /^(?:-h|--help|-V|--version|help)$/;

/** The command that a command line is for: `run` where it names none. Nothing where it only asks what there is. */
function askedBy([first = "", second]: readonly string[]): CommandName | undefined {
  if (isCommand(first)) return first;
  if (first === "help" && isCommand(second)) return second;
  return asksForAll.test(first) ? undefined : "run";
}

/** All commands, of which that is loaded which a command line is for. */
export const commandsFor = (line: readonly string[]): Promise<readonly Command[]> => {
  const asked = askedBy(line);
  return Promise.all(
    names.map(async (name) => {
      const { description, load } = commands[name];
      const command = name === asked ? await load() : new Command(name);
      return command.description(description);
    }),
  );
};
