import { readFileSync } from "node:fs";

// Asked by the container engine whether the container is well: a service (`serve`) must answer, and of a run it is enough that it goes on.
const line = readFileSync("/proc/1/cmdline", "utf8").replaceAll("\0", " ");
const [, port = "8000"] = /--port[ =](\d+)/.exec(line) ?? [];
if (/ serve /.test(line)) await fetch(`http://127.0.0.1:${port}/`);
