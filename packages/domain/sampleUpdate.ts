import { exampleCells, sampleFile, type SampleContext } from './sampleCells.ts';

/**
 * The update sample: the header, a row that changes as much as possible and one that changes a little and takes
 * something away. It is valid as soon as its addresses are those of users; the role is left as it is, so that no
 * administrator is locked out by trying it out.
 */
export function sampleUpdate(context: SampleContext): string[][] {
  return sampleFile('update-users', [
    { ...exampleCells(context), role: '' },
    { user_email: 'ben.cole@example.com', display_name: 'Ben Cole', external_launch_url: '[CLEAR]' },
  ]);
}
