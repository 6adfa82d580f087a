import { matchesEtag, Problem } from '@muster/contract';
import { portalPaths } from '@muster/contract/portal';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { randomBytes } from 'node:crypto';
import { htmlPage } from './htmlPage.ts';
import type { Portal, PortalFile } from './readPortal.ts';

/** The portal at its own addresses, and what its page loads. */
export function portalPages(portal: Portal | null): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  for (const path of portalPaths) serve(router, path.replaceAll(/\{(\w+)\}/g, ':$1'), answerPage(portal));
  for (const [path, file] of portal?.files ?? []) serve(router, path, answerFile(file));
  return router;
}

function serve(router: Router, path: string, answer: RequestHandler): void {
  const allow = ['GET', 'HEAD'];
  const refuse: RequestHandler = ({ method }) => {
    throw new Problem('method_not_allowed', `${method} is not possible here.`, { allow });
  };
  router.route(path).get(answer).all(refuse);
}

/** Each answer has a nonce of its own, so none may be kept and compared with the next one: there is no entity tag. */
function answerPage(portal: Portal | null): RequestHandler {
  if (portal === null) return (_request, response) => void response.status(503).type('html').send(missing);
  return (_request, response) => {
    const nonce = randomBytes(16).toString('base64');
    response.set('Content-Security-Policy', policy(nonce)).type('html').send(portal.page(nonce));
  };
}

/**
 * Scripts and style sheets from here and nowhere else. Style tags by nonce: Mantine writes its colors into some.
 * What is submitted, framed or embedded: nothing.
 */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function answerFile({ type, bytes, etag, isHashed }: PortalFile): RequestHandler {
  return (request: Request, response: Response) => {
    const wanted = request.acceptsEncodings('br', 'gzip', 'identity');
    const encoding = wanted === 'br' || wanted === 'gzip' ? wanted : 'identity';
    const body = bytes[encoding] ?? bytes.identity;
    const tag = body === bytes.identity ? `"${etag}"` : `"${etag}-${encoding}"`;
    response.set({ ETag: tag, Vary: 'Accept-Encoding', 'Content-Type': type });
    if (isHashed) response.set('Cache-Control', 'public, max-age=31536000, immutable');
    if (body !== bytes.identity) response.set('Content-Encoding', encoding);
    if (matchesEtag(request.headers['if-none-match'], tag)) response.status(304).end();
    else response.send(body);
  };
}

const missing = htmlPage(
  'The portal has not been built',
  `<p>Run <code>npm run build</code> and start Muster again. Its API works without: it is described <a href="/docs">here</a>.</p>`,
);
