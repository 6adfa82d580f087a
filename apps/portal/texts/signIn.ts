export const signIn = {
  title: 'Sign in',
  lead: 'Every row passes muster, or nothing is applied.',
  key: 'Key',
  keyHint: 'An API key of your account. It begins with mst_.',
  submit: 'Sign in',
  keyMissing: 'Paste your key first.',
  wrongKey: 'This key opens nothing',
  wrongKeyDetail: 'It may have been cut off while it was copied, or it has expired or was revoked.',
  usedLink: 'This link has been used',
  usedLinkDetail: 'A sign-in link opens once. Sign in with a key instead.',
  expired: 'Your session has ended. Sign in again, and you go on where you were.',
  left: 'You have signed out.',
};
