/**
 * The token of a sign-in link (`/sign-in#token=…`). It is taken out of the address at once, so that neither history
 * nor a shoulder keeps it; a fragment never reaches a server.
 */
export function takeToken(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (token === null) return null;
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  return token;
}
