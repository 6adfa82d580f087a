import { showValue } from '../bson/showValue.ts';
import { integer } from '../bson/value.ts';
import { ServerError } from '../errors.ts';
import type { Command } from './command.ts';

/** For tests, which want to start empty. */
export const dropDatabase: Command = {
  options: [],
  inTransaction: false,
  async run({ request, engine }) {
    const one = request.body.get('dropDatabase');
    if (integer(one) !== 1) throw new ServerError('BadValue', `dropDatabase has to be 1, and is ${showValue(one)}`);
    const ids = new Set(engine.catalog.of(request.database).map(({ id }) => id));
    await engine.quiet((transaction) => [...transaction.touched].some((id) => ids.has(id)));
    engine.catalog.drop(engine.catalog.of(request.database));
    return { dropped: request.database };
  },
};
