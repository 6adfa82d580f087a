import { number } from './language.ts';

export const problems = {
  unforeseen: 'Something went wrong',
  strangeAnswer: (status: number) => `The server answered in a way that is not understood (status ${number(status)}).`,
  unreachable: 'Muster does not answer',
  unreachableDetail: 'Check your connection; if it is fine, Muster may be starting or stopping right now.',
  requestId: 'Request',
  retry: 'Try again',
};
