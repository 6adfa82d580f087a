import { count, fileSize, number } from './language.ts';

const rows = (value: number) => count(value, { one: 'row', other: 'rows' });

export const importing = {
  open: 'Import',
  title: 'Import or update users',
  tabs: { 'import-users': 'Import', 'update-users': 'Update Users' },
  leads: {
    'import-users':
      'Add existing people of your account to the contact center: one row a person. Every row passes, or nothing is imported.',
    'update-users':
      'Export users, change their cells, delete the rows that stay as they are, and upload the file here. A blank cell leaves a value as it is; [CLEAR] removes it.',
  },
  sample: 'CSV Sample',
  sampleHint: 'Keep its first row: it names the columns.',
  upload: 'Upload CSV',
  drop: 'or drop the file here',
  dropNow: 'Drop the file to upload it',
  oneFile: 'Drop one file at a time.',
  limits: (most: number, bytes: number) => `Up to ${rows(most)} and ${fileSize(bytes)} in one file.`,
  tooLarge: (name: string, bytes: number, most: number) =>
    `${name} has ${fileSize(bytes)}, at most ${fileSize(most)} are allowed. Split it into several files.`,
  close: 'Close',

  review: 'Review first',
  reviewHint: 'Shows every change and waits until you confirm.',
  applyAt: 'Apply at',
  applyAtHint: (zone: string) =>
    `Leave it blank to apply at once. The file is checked now, and again when it is applied. Time zone: ${zone}.`,
  applyAtWrong: 'Choose a time from one minute to 30 days ahead.',
  lists: 'Queues and skills in the file',
  listModes: { replace: 'Replace those a user has', merge: 'Are added to those a user has' },
  listHints: {
    replace: 'A queue or skill that is not in a user’s cell is taken away from them. Blank cells change nothing.',
    merge: 'Nothing is taken away. A skill that is there already takes the level in the file.',
  },
  encoding: 'My file is not UTF-8',
  encodingHint: 'It is read as Windows-1252 (Western European), as older versions of Excel save it.',

  guide: 'Columns',
  showGuide: (columns: number | null) =>
    columns === null ? 'Show the columns a file may have' : `Show the ${number(columns)} columns a file may have`,
  hideGuide: 'Hide the columns',
  findColumn: 'Find a column',
  noColumn: 'No column is called or described like that.',
  required: 'Required',
  clearable: '[CLEAR] removes it',
  allowed: 'Allowed',
  otherwise: 'If blank',
  example: 'Example',
  alsoCalled: (names: string[]) => `Also called ${names.join(', ')}`,

  sending: (name: string) => `Sending ${name}`,
  sent: (share: number) => `${number(Math.round(share * 100))} %. Keep this open until the whole file is there.`,
  arrived: 'The whole file is there. It is being stored …',
  cancel: 'Cancel the upload',
  retryHint: 'Trying again sends the same upload: it becomes one job, even if it has arrived already.',
  chooseAgain: 'If you have changed the file since, choose it again.',

  running: 'In progress',
  runningJob: (kind: string, file: string | null) => (file === null ? kind : `${kind}: ${file}`),
};
