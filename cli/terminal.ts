import { visibleLines } from "../reports/text.ts";

/** Says a line on stdout: the outcome. Whatever comes from elsewhere in it is shown, and does nothing. */
export const say = (line: string): void => {
  process.stdout.write(`${visibleLines(line)}\n`);
};

/** Says a line on stderr: how things go, and what is wrong. */
export const tell = (line: string): void => {
  process.stderr.write(`${visibleLines(line)}\n`);
};

/** Puts on stdout what is ready to be shown, colours and all. */
export const show = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
