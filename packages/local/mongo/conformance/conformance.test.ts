import { describeEmbedded, useMongo } from '../testing/useMongo.ts';
import { CASES } from './cases.ts';
import { runCase } from './runCase.ts';

const mongo = useMongo();

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  const shared = cases.filter(({ isRefusal }) => !isRefusal);
  if (shared.length > 0) {
    test.each(shared.map((subject) => [subject.title, subject] as const))('%s', async (_title, subject) => {
      expect(await runCase(mongo.client, mongo.db.databaseName, subject)).toEqual([]);
    });
  }
});

describeEmbedded('refusals by name', () => {
  const refusals = Object.values(CASES).flatMap((cases) => cases.filter(({ isRefusal }) => isRefusal));
  test.each(refusals.map((subject) => [subject.title, subject] as const))('%s', async (_title, subject) => {
    expect(await runCase(mongo.client, mongo.db.databaseName, subject)).toEqual([]);
  });
});
