import { setTimeout as sleep } from "node:timers/promises";

/** Lets so many milliseconds pass; none once whoever waits is to stop. */
export async function rest(milliseconds: number, ending?: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, ending === undefined ? {} : { signal: ending }).catch(
    (error: unknown) => {
      if (ending?.aborted !== true) throw error;
    },
  );
}

/** How long leaving may take once there is a hurry, in milliseconds. */
const hurried = 10_000;

/** Ends some seconds after a hurry began, whatever is under way. */
export function hurriedBy(
  hurry: AbortSignal | undefined,
): Disposable & { readonly ending: AbortSignal } {
  const end = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    timer ??= setTimeout(() => end.abort(), hurried);
  };
  if (hurry?.aborted === true) begin();
  hurry?.addEventListener("abort", begin, { once: true });
  return {
    ending: end.signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      hurry?.removeEventListener("abort", begin);
    },
  };
}
