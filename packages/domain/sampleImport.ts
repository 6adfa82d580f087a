import type { ReferenceBook } from './reference.ts';
import { exampleCells, sampleFile, type SampleContext } from './sampleCells.ts';

/**
 * The import sample: the header, a row with as much as possible and one with as little as possible, in the account's
 * own names. It is valid as soon as its addresses are those of people of the account.
 */
export function sampleImport(context: SampleContext): string[][] {
  const role = ordinaryRole(context.references);
  return sampleFile('import-users', [
    { ...exampleCells(context), role },
    { user_email: 'ben.cole@example.com', role },
  ]);
}

/** Nobody should become an administrator by trying out the sample. */
function ordinaryRole({ roles }: ReferenceBook): string {
  const ordinary = roles.all.filter(({ privileges }) => !privileges.includes('users:manage'));
  return (ordinary.find(({ name }) => name === 'Agent') ?? ordinary[0] ?? roles.all[0])?.name ?? '';
}
