import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { container } from "../targets/container.ts";
import { isPreset, type Preset, presets } from "../targets/presets.ts";
import type { Target } from "../targets/target.ts";
import { deviationsFrom } from "./deviations.ts";
import { Misuse } from "./failure.ts";
import type { TargetOptions } from "./target-options.ts";
import { tell } from "./terminal.ts";

/** An emulator in a container, by its name or by an image. Throws `Misuse`, and `Unreachable`. */
export async function containerFrom(
  name: string,
  options: TargetOptions,
  deviations: Target["deviations"],
): Promise<Target> {
  const preset = presetFrom(name, options);
  const known =
    options.deviations === undefined &&
    preset.deviations !== undefined &&
    options.image === undefined
      ? await deviationsFrom(pathOf(preset.deviations))
      : deviations;
  return container(
    { ...preset, env: { ...preset.env, ...options.env } },
    {
      name,
      region: options.region ?? "us-east-1",
      deviations: known,
      isShared: (options.parallel ?? 1) > 1,
      farewellSeconds: options.settleSeconds,
      onProgress: (what) => tell(what),
    },
  );
}

function presetFrom(name: string, { image, port, reset }: TargetOptions): Preset {
  if (reset !== undefined && !reset.startsWith("/"))
    throw new Misuse(
      "--reset must be a path such as /reset where a container is started: its port is not known beforehand",
    );
  const hook = reset === undefined ? {} : { reset };
  const known: Preset | undefined = isPreset(name) ? presets[name] : undefined;
  if (known !== undefined)
    return {
      ...known,
      ...(image === undefined ? {} : { image }),
      ...(port === undefined ? {} : { port }),
      ...hook,
    };
  if (image === undefined) throw new Misuse("--target container needs --image NAME");
  if (port === undefined) throw new Misuse("--image needs --port N: the port on which it answers");
  return { image, port, ...hook };
}

/** A list of deviations of ours, which is beside the sources, whether these are compiled or not. */
function pathOf(file: string): string {
  const beside = new URL(`../targets/deviations/${file}`, import.meta.url);
  const compiled = new URL(`../../targets/deviations/${file}`, import.meta.url);
  return fileURLToPath(existsSync(beside) ? beside : compiled);
}
