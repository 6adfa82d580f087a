import { aPlanContext, aUser, planRows } from '@muster/testkit/builders';
import fc from 'fast-check';
import { isClear } from './cellType.ts';
import type { Change } from './change.ts';
import { countries } from './countries.ts';
import { exportHeader, exportRow } from './exportRow.ts';
import { unguardCell } from './formulaGuard.ts';
import { key } from './key.ts';
import { planUndo } from './planUndo.ts';
import { queueChannels, referenceBook, type ReferenceBook } from './reference.ts';
import {
  accesses,
  addOns,
  clientIntegrations,
  packages,
  statuses,
  subStatuses,
  teamRoles,
  type User,
  type UserFields,
} from './user.ts';

test('an export uploaded as an update changes nothing, whatever is stored', () => {
  fc.assert(
    fc.property(anAccountWithUsers(), ({ references, users }) => {
      const table = [exportHeader(), ...users.map((user) => exportRow(user, references))];
      expect(planRows(table, { kind: 'update-users', references, users })).toMatchObject({ issues: [], changes: [] });
    }),
    { numRuns: 300 },
  );
});

test('an export with some columns, in any order, changes nothing either', () => {
  const some = fc.shuffledSubarray(exportHeader()).filter((names) => names.some((name) => isKey(name)));
  fc.assert(
    fc.property(anAccountWithUsers(), some, ({ references, users }, names) => {
      const table = [exportHeader(names), ...users.map((user) => exportRow(user, references, names))];
      expect(planRows(table, { kind: 'update-users', references, users })).toMatchObject({ issues: [], changes: [] });
    }),
  );
});

test('nothing in an export begins like a formula', () => {
  fc.assert(
    fc.property(anAccountWithUsers(), ({ references, users }) => {
      for (const cell of users.flatMap((user) => exportRow(user, references))) expect(cell).not.toMatch(/^[=+\-@]/);
    }),
  );
});

test('what cells say is what the user has afterwards, and saying it again changes nothing', () => {
  fc.assert(
    fc.property(twoUsers(), ({ references, user, other }) => {
      const { table, changes } = updateLike(user, other, references);
      const after = applied(user, changes);
      expect(planRows(table, { kind: 'update-users', references, users: [after] }).changes).toEqual([]);
      for (const [at, cell] of exportRow(other, references).entries()) {
        if (cell !== '' && !isAbout(at)) expect(asSet(exportRow(after, references)[at])).toEqual(asSet(cell));
      }
    }),
  );
});

test('an update undone leaves the user as before', () => {
  fc.assert(
    fc.property(twoUsers(), ({ references, user, other }) => {
      const { changes } = updateLike(user, other, references);
      const after = applied(user, changes);
      const undo = planUndo({ ...aPlanContext({ references, activeAdmins: 9 }), onConflict: 'block' });
      const plans = changes.map((change) => undo.plan(change, { user: after, emailTaken: false }));
      expect(plans.flatMap(({ issues }) => issues)).toEqual([]);
      const back = applied(
        after,
        plans.flatMap(({ change }) => change ?? []),
      );
      expect({ ...back, version: user.version }).toEqual(user);
    }),
  );
});

/** Gives a user the cells of another one. */
function updateLike(user: User, other: User, references: ReferenceBook) {
  const cells = exportRow(other, references).map((cell, at) => (isAbout(at) ? '' : cell));
  const table = [exportHeader(), [user.id, ...cells.slice(1)]];
  const { changes, issues } = planRows(table, { kind: 'update-users', references, users: [user], activeAdmins: 9 });
  expect(issues).toEqual([]);
  return { table, changes };
}

function isKey(name: string): boolean {
  return name === 'user_id' || name === 'user_email';
}

/** The columns that say whose row it is, and which version of them. */
function isAbout(position: number): boolean {
  return ['user_id', 'user_email', 'version', 'last_modified_time'].includes(exportHeader()[position] ?? '');
}

function asSet(cell: string | undefined): string[] {
  return unguardCell(cell ?? '')
    .split('|')
    .sort();
}

function applied(user: User, changes: readonly Change[]): User {
  return changes.reduce((before, { after }) => ({ ...before, ...after, version: before.version + 1 }), user);
}

/** Texts that spreadsheets, parsers and programmers have taken for something else. */
const treacherous = [
  ...['=1+1', '+49 30 1234', '-5', '@home', "'quoted'", "'=x", "''=x", "'", '＝1', '＋1', '－1', '＠x', '=', '-'],
  ...['007', '1e5', '1.50', '0x1F', 'true', 'FALSE', 'null', 'undefined', 'NaN', '3/4', '2030-01-31', '10%', 'E1'],
  ...['CLEAR', '[CLEAR', '[[CLEAR]]', '[ CLEAR ]', '_x', '#REF!', '{}', '"', '""', 'say "hi"', 'a,b', 'a;b', ',', ';'],
  ...['constructor', '__proto__', 'toString', 'İstanbul', 'ẞ', 'ǅ', 'Ἀθῆναι', 'ﬁ', 'Å', 'n\u0303', '‮abc', 'a\u200bb'],
  ...['שלום', 'مرحبا', '日本語', '👩‍💻', '🇩🇪', '\u{10ffff}', 'a\u00a0b', 'a  b', 'user_email', 'sep=,', '\\', '%', '$1'],
];

/** A text as it may be stored: NFC, trimmed, on one line, not the word that clears. */
function text(max: number): fc.Arbitrary<string> {
  const any = fc.oneof(
    fc.constantFrom(...treacherous),
    fc.tuple(fc.constantFrom(...treacherous), fc.string({ unit: 'grapheme' })).map(([one, other]) => one + other),
    fc.string({ unit: 'binary', minLength: 1 }),
  );
  return any
    .map((one) => Array.from(one.normalize('NFC').trim()).slice(0, max).join('').trim())
    .filter((one) => one !== '' && !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(one) && !isClear(one));
}

/** Names of reference data: unique by key, without what separates lists and levels. */
function names(noun: string, minLength: number): fc.Arbitrary<{ id: string; name: string }[]> {
  return fc
    .uniqueArray(
      text(100).filter((name) => !/[|:]/.test(name)),
      { minLength, maxLength: 6, selector: key },
    )
    .map((all) => all.map((name, at) => ({ id: `${noun}_${at}`, name })));
}

function someReferences(): fc.Arbitrary<ReferenceBook> {
  const kinds = {
    roles: names('rol', 1),
    queues: names('que', 0),
    skills: names('skl', 0),
    teams: names('tea', 0),
    regions: names('reg', 1),
  };
  return fc.record(kinds).map(({ roles, queues, skills, teams, regions }) =>
    referenceBook({
      roles: roles.map((role, at) => ({ ...role, description: '', privileges: at === 0 ? ['users:manage'] : [] })),
      queues: queues.map((queue, at) => ({ ...queue, description: '', channel: queueChannels[at % 4] ?? 'voice' })),
      skills: skills.map((skill, at) => ({
        ...{ ...skill, category: '' },
        ...(at % 2 === 0 ? { type: 'text', maxLevel: 1 } : { type: 'proficiency', maxLevel: 5 }),
      })),
      teams,
      regions: regions.map((region, at) => ({ ...region, isMain: at === 0 })),
      templates: [],
    }),
  );
}

/** Every field with every value it can have; also such combinations as the rules of today would refuse. */
function someFields(references: ReferenceBook): fc.Arbitrary<UserFields> {
  const idOf = (kind: 'roles' | 'teams' | 'regions' | 'queues') =>
    fc.constantFrom(...references[kind].all.map(({ id }) => id));
  const orNull = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
  const maybe = (kind: 'teams' | 'queues') =>
    references[kind].all.length === 0 ? fc.constant(null) : orNull(idOf(kind));
  const queueIds = fc.shuffledSubarray(references.queues.all.map(({ id }) => id));
  const load = orNull(fc.integer({ min: 1, max: 100 }));
  const capacity = fc.integer({ min: 0, max: 20 });
  return fc.record({
    email: fc.constant(''),
    displayName: text(100),
    roleId: idOf('roles'),
    package: orNull(fc.constantFrom(...packages)),
    addOns: fc.shuffledSubarray([...addOns]),
    teamId: maybe('teams'),
    teamRole: orNull(fc.constantFrom(...teamRoles)),
    regionId: idOf('regions'),
    country: fc.constantFrom(...countries),
    access: fc.constantFrom(...accesses),
    status: fc.constantFrom(...statuses),
    subStatus: orNull(fc.constantFrom(...subStatuses)),
    clientIntegration: fc.constantFrom(...clientIntegrations),
    agentQueueIds: queueIds,
    supervisorQueueIds: queueIds,
    outboundVoiceQueueId: maybe('queues'),
    outboundMessageQueueId: maybe('queues'),
    skills: fc
      .shuffledSubarray([...references.skills.all])
      .map((skills) =>
        skills.map(({ id, type, maxLevel }) => ({ skillId: id, level: type === 'text' ? null : maxLevel })),
      ),
    multiChannel: fc.record({ enabled: fc.boolean(), maxAgentLoad: load, emailMaxAgentLoad: load }),
    capacity: fc.record({ messages: capacity, emails: capacity }),
    externalLaunchUrl: orNull(fc.constantFrom('https://crm.example.com/?n=%N&e=%E', 'https://x.example/"a",;|\'')),
    mobileClient: fc.boolean(),
    emergencyCalling: fc.boolean(),
  });
}

const addresses = ['anna@example.com', '=x@y.de', "'+49@y.de", '-a@y.de', 'Ünï.cödé@bücher.example', '007@x.de'];

function anAccountWithUsers(): fc.Arbitrary<{ references: ReferenceBook; users: User[] }> {
  return someReferences().chain((references) =>
    fc
      .array(fc.tuple(someFields(references), fc.nat(), fc.date({ noInvalidDate: true })), {
        maxLength: addresses.length,
      })
      .map((all) => ({
        references,
        users: all.map(([fields, version, updatedAt], at) =>
          aUser({ ...fields, id: `usr_${at}`, email: addresses[at] ?? '', version, updatedAt }),
        ),
      })),
  );
}

/** Two users of one account as its rules want them. */
function twoUsers(): fc.Arbitrary<{ references: ReferenceBook; user: User; other: User }> {
  return someReferences().chain((references) =>
    fc.tuple(someFields(references), someFields(references)).map(([one, two]) => ({
      references,
      user: aUser({ ...lawful(one), id: 'usr_1', email: 'anna@example.com' }),
      other: aUser({ ...lawful(two), id: 'usr_2', email: 'ben@example.com' }),
    })),
  );
}

function lawful(fields: UserFields): UserFields {
  const { package: name, teamId, status, multiChannel } = fields;
  const { enabled, maxAgentLoad, emailMaxAgentLoad } = multiChannel;
  return {
    ...fields,
    addOns: name === null ? [] : fields.addOns,
    teamRole: teamId === null ? null : (fields.teamRole ?? 'agent'),
    subStatus: status === 'Not Ready' ? fields.subStatus : null,
    outboundVoiceQueueId: null,
    outboundMessageQueueId: null,
    multiChannel: enabled
      ? { enabled, maxAgentLoad: maxAgentLoad ?? 50, emailMaxAgentLoad: emailMaxAgentLoad ?? 50 }
      : { enabled, maxAgentLoad: null, emailMaxAgentLoad: null },
  };
}
