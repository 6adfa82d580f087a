import express, { type Router } from 'express';
import getAbsoluteFSPath from 'swagger-ui-dist/absolute-path.js';
import type { PublicAsk } from './ask.ts';

/** Beside the page of the table of routes: what it loads. Everything comes from here, and nothing is told to the internet. */
const assets = ['swagger-ui.css', 'swagger-ui-bundle.js'];
const start = "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null });\n";

export function docs({ response }: PublicAsk<Record<string, never>>): Promise<void> {
  response.set('Content-Security-Policy', policy).type('html').send(page);
  return Promise.resolve();
}

export function docsAssets(): Router {
  const router = express.Router();
  for (const asset of assets) {
    router.get(`/docs/ui/${asset}`, (_request, response) => response.sendFile(asset, { root: getAbsoluteFSPath() }));
  }
  router.get('/docs/ui/start.js', (_request, response) => void response.type('js').send(start));
  return router;
}

/** It styles itself inline, and draws its icons from data. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Muster API</title>
<link rel="stylesheet" href="/docs/ui/swagger-ui.css"></head>
<body><div id="docs"></div>
<script src="/docs/ui/swagger-ui-bundle.js"></script><script src="/docs/ui/start.js"></script></body>
</html>
`;
