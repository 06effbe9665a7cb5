import { setTimeout as sleep } from "node:timers/promises";

import type * as Library from "testcontainers";

import { endpoint } from "./endpoint.ts";
import { peer } from "./peer.ts";
import type { Preset } from "./presets.ts";
import { throughSdk } from "./sdk.ts";
import { type Deviation, type Target, Unreachable } from "./target.ts";

export interface ContainerOptions {
  readonly name: string;
  readonly region: string;
  readonly deviations?: readonly Deviation[];
  readonly isShared?: boolean;
  readonly farewellSeconds?: number;
  /** Told what is done before the target can answer, such as the pull of its image. */
  readonly onProgress?: (what: string) => void;
}

type Testcontainers = typeof Library;

/** How long an emulator may take to answer its first question, in seconds. */
const startSeconds = 120;

/** An emulator in a container of its own, which is gone once the target is closed. Throws `Unreachable`, and `NotInstalled`. */
export async function container(preset: Preset, options: ContainerOptions): Promise<Target> {
  const { name, region, deviations, isShared, farewellSeconds, onProgress } = options;
  // Loaded only where it is asked for: it takes its time to load.
  const testcontainers = await peer(
    "testcontainers",
    "a container",
    () => import("testcontainers"),
  );
  const engine = await engineFor(testcontainers, name);
  await pull(testcontainers, engine, preset.image, onProgress);
  onProgress?.(`starting ${preset.image}`);
  const started = await start(testcontainers, preset);
  const url = `http://${started.getHost()}:${started.getMappedPort(preset.port)}`;
  const stop = async (): Promise<void> => {
    await started.stop({ timeout: 1000 });
  };
  try {
    await answer(url, region);
  } catch (error) {
    await stop();
    throw error;
  }
  return endpoint({
    name,
    version: preset.image.split(":").at(-1),
    url,
    isPassing: true,
    region,
    deviations: deviations ?? [],
    isShared: isShared ?? false,
    ...(farewellSeconds === undefined ? {} : { farewellSeconds }),
    ...(preset.reset === undefined ? {} : { reset: `${url}${preset.reset}` }),
    leave: stop,
  });
}

async function engineFor(
  { getContainerRuntimeClient }: Testcontainers,
  name: string,
): Promise<Library.ContainerRuntimeClient> {
  try {
    return await getContainerRuntimeClient();
  } catch {
    throw new Unreachable(
      `no container engine answers: install Docker (docs.docker.com/get-docker) and start it, or start ${name} yourself and give --endpoint URL`,
    );
  }
}

/** How often it is said that a pull is not over yet, in seconds. */
const betweenNews = 5;

async function pull(
  { ImageName }: Testcontainers,
  { image: images }: Library.ContainerRuntimeClient,
  image: string,
  onProgress: ContainerOptions["onProgress"],
): Promise<void> {
  const name = ImageName.fromString(image);
  if (await images.exists(name)) return;
  onProgress?.(`pulling ${image}`);
  let seconds = 0;
  const news = setInterval(() => {
    seconds += betweenNews;
    onProgress?.(`pulling ${image} (${seconds} s)`);
  }, betweenNews * 1000);
  try {
    await images.pull(name);
  } catch (error) {
    throw new Unreachable(`the image ${image} cannot be pulled (${said(error)})`);
  } finally {
    clearInterval(news);
  }
  // Some engines end a pull that failed as if it had not.
  if (!(await images.exists(name)))
    throw new Unreachable(`the image ${image} cannot be pulled: there is none of that name`);
}

async function start(
  { GenericContainer, Wait }: Testcontainers,
  { image, port, env = {}, handedOn = [] }: Preset,
): Promise<Library.StartedTestContainer> {
  const ours = handedOn.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  try {
    return await new GenericContainer(image)
      .withExposedPorts(port)
      .withEnvironment({ ...env, ...Object.fromEntries(ours) })
      .withWaitStrategy(Wait.forListeningPorts())
      .withStartupTimeout(startSeconds * 1000)
      .start();
  } catch (error) {
    // Its own image is there by now: what is still pulled is that of the reaper, which removes what a killed run leaves.
    const hint = /\/v2\/|pull|manifest/.test(said(error))
      ? ": testcontainers pulls its reaper; TESTCONTAINERS_RYUK_DISABLED=true does without it"
      : "";
    throw new Unreachable(
      `${image} does not start, or does not listen on ${port} (${said(error)})${hint}`,
    );
  }
}

/** Waits until a real request is answered: a port that listens proves nothing. Throws `Unreachable`. */
async function answer(url: string, region: string): Promise<void> {
  const send = throughSdk({ region, endpoint: url });
  const deadline = performance.now() + startSeconds * 1000;
  for (;;) {
    const first = await send<"DescribeUsers">({ operation: "DescribeUsers", input: {} });
    if (first.kind === "accepted" || first.kind === "refused") return;
    if (performance.now() > deadline || first.kind === "unsupported")
      throw new Unreachable(
        `${url} does not answer DescribeUsers within ${startSeconds} s (${first.reason})`,
      );
    await sleep(500);
  }
}

const said = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
