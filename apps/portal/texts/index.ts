import { audit } from './audit.ts';
import { exporting } from './exporting.ts';
import { importing } from './importing.ts';
import { issues } from './issues.ts';
import { jobs } from './jobs.ts';
import { keys } from './keys.ts';
import { problems } from './problems.ts';
import { references } from './references.ts';
import { result } from './result.ts';
import { review } from './review.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { signIn } from './signIn.ts';
import { users } from './users.ts';
import { webhooks } from './webhooks.ts';

/**
 * Every sentence of the portal, by area; no other file holds one. A second language is a second object of this shape,
 * and the language of `language.ts`.
 */
export const texts = {
  audit,
  exporting,
  importing,
  issues,
  jobs,
  keys,
  problems,
  references,
  result,
  review,
  settings,
  shell,
  signIn,
  users,
  webhooks,
};
