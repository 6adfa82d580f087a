import { count, number, share } from './language.ts';

const users = (value: number) => count(value, { one: 'user', other: 'users' });

export const review = {
  titles: {
    'import-users': 'Look before it is imported',
    'update-users': 'Look before it is updated',
    'export-users': 'Look before it is exported',
    'undo-job': 'Look before it is undone',
  },
  lead: (until: string) => `Nothing has been changed yet. Confirm until ${until}, else nothing happens.`,
  blastTitle: 'This reaches many users',
  blast: (deactivated: number, roleChanged: number, ofUsers: number) => {
    const some = (value: number) => `${number(value)} (${share(value, ofUsers)})`;
    const parts = [
      deactivated > 0 ? `deactivate ${some(deactivated)}` : '',
      roleChanged > 0 ? `change the role of ${some(roleChanged)}` : '',
    ].filter((part) => part !== '');
    return `It would ${parts.join(' and ')} of your ${users(ofUsers)}. That may be a mistake in the file, so Muster asks first.`;
  },
  confirm: 'Confirm',
  changed: 'It has changed since you looked',
  changedDetail: 'What you see now is how it is. Look again before you confirm.',
  scheduledTitle: (at: string) => `Will be applied on ${at}`,
  unconfirmedTitle: (at: string) => `Confirm it, and it is applied on ${at}`,
  scheduledLead: 'The file is fine. It is checked again at that time, and then applied: all of it, or nothing.',
  scheduledUnconfirmed: (until: string) => `Confirm until ${until}, else nothing happens.`,
  validatedTitle: 'The file is fine',
  validatedLead: 'It was only checked: nothing was changed. Upload it again to apply it.',

  done: {
    created: 'created',
    updated: 'changed',
    removed: 'removed',
    unchanged: 'unchanged',
    deactivated: 'deactivated',
  },
  planned: {
    created: 'to be created',
    updated: 'to be changed',
    removed: 'to be removed',
    unchanged: 'unchanged',
    deactivated: 'to be deactivated',
  },

  changes: 'Changes, cell by cell',
  showChanges: 'Show every change',
  hideChanges: 'Hide the changes',
  download: 'Download as CSV',
  row: 'Row',
  user: 'User',
  column: 'Column',
  from: 'Before',
  to: 'After',
  values: 'Values',
  actions: { create: 'new', remove: 'removed' },
  blank: 'blank',
  none: 'No changes',
  noneDetail: 'Everything in the file is as it is stored already.',
};
