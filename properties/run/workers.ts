/** So many pieces of work at once; what comes of them is taken in the order in which they were given. */
export interface Workers {
  /** Begins a piece of work once a worker is free, and waits for it only where there is one worker. Throws what earlier work threw. */
  take<T>(work: () => Promise<T>, onDone: (result: T) => void): Promise<void>;
  /** Waits until all is done. Throws what the work threw. */
  end(): Promise<void>;
}

export function workers(count: number): Workers {
  const running = new Set<Promise<void>>();
  let sequence: Promise<void> = Promise.resolve();
  let failure: { readonly error: unknown } | undefined;
  const raise = (): void => {
    if (failure !== undefined) throw failure.error;
  };
  return {
    async take(work, onDone) {
      while (running.size >= count) await Promise.race(running);
      raise();
      const result = work();
      const before = sequence;
      const noted = (async () => {
        try {
          const done = await result;
          await before;
          onDone(done);
        } catch (error) {
          failure ??= { error };
        }
      })();
      sequence = noted;
      // A worker is free once its own work is done, whatever others still wait for.
      const busy = result.then(
        () => {},
        () => {},
      );
      running.add(busy);
      void busy.then(() => running.delete(busy));
      if (count === 1) await noted;
      raise();
    },
    async end() {
      await Promise.all(running);
      await sequence;
      raise();
    },
  };
}
