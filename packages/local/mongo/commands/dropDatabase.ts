import type { Command } from './command.ts';

/** For tests, which want to start empty. */
export const dropDatabase: Command = {
  options: [],
  inTransaction: false,
  async run({ request, engine }) {
    const ids = new Set(engine.catalog.of(request.database).map(({ id }) => id));
    await engine.quiet((transaction) => [...transaction.touched].some((id) => ids.has(id)), request.deadline);
    engine.catalog.drop(engine.catalog.of(request.database));
    return { dropped: request.database };
  },
};
