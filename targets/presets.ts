/** An emulator as a container image: what there is to know of it, and nothing that does anything. */
export interface Preset {
  readonly image: string;
  /** The port on which it answers, inside. */
  readonly port: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Names of variables that are handed on from our environment, such as licences. */
  readonly handedOn?: readonly string[];
  /** The path that makes it forget everything when it is posted to. */
  readonly reset?: string;
  /** A file of `targets/deviations`. */
  readonly deviations?: string;
}

export const presets = {
  moto: {
    image: "motoserver/moto:5.2.1",
    port: 5000,
    reset: "/moto-api/reset",
    deviations: "moto-5.2.1.json",
  },
  ministack: {
    image: "ministackorg/ministack:1.5.33",
    port: 4566,
    env: { PERSIST_STATE: "0", IOT_MTLS_ENABLED: "0", SFTP_ENABLED: "0" },
    reset: "/_ministack/reset",
    deviations: "ministack-1.5.33.json",
  },
  localstack: {
    image: "localstack/localstack-pro:4.14.0",
    port: 4566,
    env: { SERVICES: "elasticache" },
    handedOn: ["LOCALSTACK_AUTH_TOKEN"],
    reset: "/_localstack/state/reset",
  },
  floci: { image: "floci/floci:1.6.0", port: 4566, reset: "/_floci/state/reset" },
  fakecloud: { image: "ghcr.io/faiscadev/fakecloud:0.44.6", port: 4566, reset: "/_reset" },
  robotocore: {
    image: "ghcr.io/robotocore/robotocore:2026.3.20.7",
    port: 4566,
    reset: "/_robotocore/state/reset",
  },
} satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof presets;

export const isPreset = (name: string): name is PresetName => Object.hasOwn(presets, name);
