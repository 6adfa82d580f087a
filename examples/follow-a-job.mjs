/**
 * A client of the API in one file: uploads a CSV file, follows its job to the end, and prints every issue. It knows
 * nothing but HTTP and openapi.json; translate it into the language of your choice.
 *
 *   MUSTER_URL=http://127.0.0.1:8080 MUSTER_KEY=mst_… node examples/follow-a-job.mjs users.csv
 */
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const { MUSTER_URL: url, MUSTER_KEY: key } = process.env;
const [file] = process.argv.slice(2);

const accepted = await upload(file);
console.log(`${accepted.id} is accepted`);
const job = await follow(accepted.links.self);
console.log(`${job.state}: ${JSON.stringify(job.counts)}`);
if (job.links.issues !== undefined) await printIssues(job.links.issues);
process.exitCode = job.state === 'succeeded' ? 0 : 1;

/** One key for all attempts: however often this is sent, the file is taken once. */
async function upload(path) {
  const form = new FormData();
  form.set('file', await openAsBlob(path), basename(path));
  const headers = { 'idempotency-key': randomUUID() };
  const response = await patiently('/v1/jobs/import-users', { method: 'POST', body: form, headers });
  return response.json();
}

/** Asks again as often as the server says; an answer that has not changed costs it nothing (304). */
async function follow(self) {
  let etag = '';
  for (;;) {
    const response = await patiently(self, { headers: etag === '' ? {} : { 'if-none-match': etag } });
    if (response.status !== 304) {
      etag = response.headers.get('etag');
      const seen = await response.json();
      if (seen.finishedAt !== null) return seen;
      console.log(`${seen.state} ${seen.progress.rowsRead}`);
    }
    await sleep(1_000 * Number(response.headers.get('retry-after')));
  }
}

/** Page by page, until there is no next one. */
async function printIssues(issues) {
  let cursor = null;
  do {
    const after = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await (await patiently(`${issues}?limit=100${after}`)).json();
    for (const { message } of page.data) console.log(message);
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** Busy or away is tried again later; any other refusal is a problem (RFC 9457) that says what to do about it. */
async function patiently(path, init = {}) {
  for (let attempt = 1; ; attempt += 1) {
    const headers = { authorization: `Bearer ${key}`, ...init.headers };
    const response = await fetch(url + path, { ...init, headers }).catch((cause) => cause);
    if (response.ok || response.status === 304) return response;
    const mayPass = response instanceof Error || response.status === 429 || response.status >= 500;
    if (!mayPass || attempt === 10) throw new Error(response.message ?? (await response.text()));
    await sleep(1_000 * Number(response.headers?.get('retry-after') ?? attempt));
  }
}
