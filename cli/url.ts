import { Misuse } from "./failure.ts";

/** A URL that an option names, and that may stand in a report. Throws `Misuse`. */
export function urlFrom(option: string, text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) {
    const { username, password } = new URL(text);
    if (username === "" && password === "") return text;
    throw new Misuse(`${option} must hold no user and no password: they would stand in the report`);
  }
  throw new Misuse(`${option} wants a URL such as http://127.0.0.1:5000, and got ${text}`);
}
