/**
 * Where the portal has its screens: the API answers these addresses with the portal, and no others, so that a wrong
 * address is still a 404. As in OpenAPI, `{…}` is any one segment. It has an entry of its own in package.json: whoever
 * needs the paths in a browser does not load the schemas.
 */
export const portalPaths = [
  '/',
  '/sign-in',
  '/users',
  '/users/{id}',
  '/jobs',
  '/jobs/{id}',
  '/settings',
  '/settings/{section}',
] as const;
