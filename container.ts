/** For those who have testcontainers: an emulator in a container as a target. */
export { container, type ContainerOptions } from "./targets/container.ts";
export { type Preset, presets } from "./targets/presets.ts";
