import { createRequire } from 'node:module';

/** The floor: what the very Express of the API needs to answer anything at all. */
const express = createRequire(new URL('../apps/api/package.json', import.meta.url))('express');
const api = express();
api.get('/v1/jobs/:id', (_request, response) => response.json({}));
const server = api.listen(0, '127.0.0.1', () => process.send(server.address().port));
