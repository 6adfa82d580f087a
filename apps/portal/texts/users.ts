export const users = {
  title: 'Users',
  caption: 'Users of the contact center',
  name: 'Name',
  email: 'E-mail',
  role: 'Role',
  access: 'Access',
  accesses: { active: 'Active', inactive: 'Inactive' },
  changed: 'Last changed',
  none: 'No users yet',
  noneDetail: 'Import existing people of the account with a CSV file.',
};
