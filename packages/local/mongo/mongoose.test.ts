import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { failureOf, startEmbedded } from './testing/useMongo.ts';

const { Schema } = mongoose;

/** What Muster's own code is written in must run unchanged. */
describe('mongoose', () => {
  let connection: Connection;
  let stop: () => Promise<void> = () => Promise.resolve();

  beforeAll(async () => {
    const real = process.env['TEST_MONGODB_URI'];
    const embedded = real === undefined ? await startEmbedded() : undefined;
    stop = embedded?.stop ?? stop;
    const dbName = `muster_mongoose_${process.pid}`;
    connection = await mongoose.createConnection(embedded?.uri ?? real ?? '', { dbName }).asPromise();
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
    await stop();
  });

  const userSchema = new Schema(
    {
      accountId: String,
      email: String,
      skills: [{ name: String, level: Number }],
      seats: Number,
    },
    { timestamps: true, strictQuery: 'throw' },
  ).index({ accountId: 1, email: 1 }, { unique: true });

  test('models, indexes, saving, versions and lean reads', async () => {
    const User = connection.model('User', userSchema);
    await User.init();
    await User.init();
    await User.createCollection();
    const user = await User.create({ accountId: 'a', email: 'x', skills: [{ name: 'en', level: 3 }] });
    user.seats = 5;
    await user.save();
    const found = await User.findOne({ 'skills.name': 'en' }).lean();
    expect(found).toMatchObject({ accountId: 'a', seats: 5, skills: [{ name: 'en', level: 3 }], __v: 0 });
    expect(found?.createdAt).toBeInstanceOf(Date);
    expect(await failureOf(User.create({ accountId: 'a', email: 'x' }))).toMatchObject({ code: 11000 });
    expect(await User.exists({ email: 'x' })).not.toBeNull();
    expect(await User.countDocuments({ accountId: 'a' })).toBe(1);
  });

  test('transactions, aborted and retried', async () => {
    const Account = connection.model('Account', new Schema({ _id: String, revision: Number }));
    await Account.init();
    await Account.create({ _id: 'acc', revision: 0 });
    await failureOf(
      connection.transaction(async (session) => {
        await Account.updateOne({ _id: 'acc' }, { $inc: { revision: 1 } }, { session });
        throw new Error('changed my mind');
      }),
    );
    const raise = (): Promise<unknown> =>
      connection.transaction(async (session) => {
        const account = await Account.findById('acc').session(session);
        if (!account) throw new Error('no account');
        account.revision = (account.revision ?? 0) + 1;
        await account.save({ session });
      });
    await Promise.all([raise(), raise(), raise(), raise(), raise()]);
    expect((await Account.findById('acc').lean())?.revision).toBe(5);
  });

  test('cursors over many documents', async () => {
    const Row = connection.model('Row', new Schema({ _id: Number, text: String }, { versionKey: false }));
    await Row.insertMany(Array.from({ length: 2_500 }, (_, _id) => ({ _id, text: `row ${_id}` })));
    let n = 0;
    for await (const row of Row.find().sort({ _id: 1 }).lean().cursor({ batchSize: 200 })) expect(row._id).toBe(n++);
    expect(n).toBe(2_500);
  });
});
