import { readFileSync } from "node:fs";

// Asked by the container engine whether the container is well: a service (`serve`) must answer, and of a run it is enough that it goes on.
const words = readFileSync("/proc/1/cmdline", "utf8").split("\0");
const port = words[words.indexOf("--port") + 1];
if (words.includes("serve"))
  await fetch(`http://127.0.0.1:${words.includes("--port") ? port : 8000}/`);
