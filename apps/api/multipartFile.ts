import { Problem } from '@muster/contract';
import type { StoredFile } from '@muster/jobs';
import multer from 'multer';
import type { Readable, Writable } from 'node:stream';
import type { StoreFile } from './receiveUpload.ts';
import { fileTooLarge } from './inspectUpload.ts';
import type { UploadBody } from './uploadBody.ts';

export type MultipartFile = { fileName: string; stored: StoredFile };

/**
 * Streams the one part `file` of a form into the file store as it arrives. Everything else in the form is refused,
 * also what comes after the file: then the file was stored for nothing, and it is for the caller to remove it.
 */
export async function storeMultipartFile(body: UploadBody, limit: number, store: StoreFile): Promise<MultipartFile> {
  const seen: Seen = { parts: 0, fields: [], storing: null, fileName: '', truncated: false, partBroke: false };
  const failure = await parse(body, limit, store, seen);
  const [outcome] = await Promise.allSettled(seen.storing === null ? [] : [seen.storing]); // nothing is left running
  if (body.errored) throw body.errored;
  if (seen.truncated) throw fileTooLarge(limit);
  if (failure !== null) throw asProblem(failure, seen, outcome);
  if (seen.parts === 0) throw new Problem('malformed_multipart', 'The multipart body has no parts.');
  if (outcome === undefined) throw new Problem('file_missing', 'The form has no file part named "file".');
  if (outcome.status === 'rejected') throw outcome.reason;
  if (seen.fields.length > 0) throw unknownFields(seen.fields);
  return { fileName: seen.fileName, stored: outcome.value };
}

type Seen = {
  parts: number;
  fields: string[];
  storing: Promise<StoredFile> | null;
  fileName: string;
  truncated: boolean;
  partBroke: boolean;
};

/** What multer uses of a request. A method, for those TypeScript lets take less than an Express request. */
type FormParser = { parse(body: UploadBody, response: object, done: (failure?: unknown) => void): void };

/** Resolves when multer is done with the form: null, or what it stumbled over. */
function parse(body: UploadBody, limit: number, store: StoreFile, seen: Seen): Promise<unknown> {
  const options = {
    storage: storageEngine(store, seen),
    limits: { files: 1, fields: 1, parts: 1, fileSize: limit, fieldNameSize: 100, fieldSize: 1_000, headerPairs: 20 },
    defParamCharset: 'utf8',
    fileFilter: (_: unknown, part: Express.Multer.File, done: (failure: null, take: boolean) => void) =>
      done(null, part.fieldname === 'file'),
    streamHandler: (_: unknown, form: Writable) => {
      form.on('file', () => (seen.parts += 1));
      form.on('field', (name: string) => {
        seen.parts += 1;
        seen.fields.push(name);
      });
      // multer would wait for the end of the body before it tells what is wrong with it, however long that takes.
      form.once('unpipe', () => setImmediate(() => body.destroy()));
      body.pipe(form);
    },
  };
  const parser: FormParser = { parse: multer(options).any() };
  return new Promise((resolve) => parser.parse(body, {}, (failure) => resolve(failure ?? null)));
}

function storageEngine(store: StoreFile, seen: Seen): multer.StorageEngine {
  return {
    _handleFile: (_request, part, done) => {
      const abort = new AbortController();
      part.stream.once('limit', () => {
        seen.truncated = true;
        abort.abort(); // what multer would do is wait for the end and call a cut file whole
      });
      part.stream.once('error', () => (seen.partBroke = true));
      seen.fileName = part.originalname;
      seen.storing = store(wholeOrNothing(part.stream, abort.signal), abort.signal);
      seen.storing.then(
        ({ bytes }) => done(null, { size: bytes }),
        (cause: unknown) => done(cause),
      );
    },
    _removeFile: (_request, _part, done) => done(null), // the reception is abandoned as a whole
  };
}

/** Fails instead of ending when the part was cut off at its limit. */
async function* wholeOrNothing(part: Readable, signal: AbortSignal): AsyncIterable<Uint8Array> {
  for await (const piece of part) {
    signal.throwIfAborted();
    if (piece instanceof Uint8Array) yield piece;
  }
  signal.throwIfAborted();
}

/** By code where multer gives one. Of the rest, what the file store threw is ours, and what remains is the form's. */
function asProblem(failure: unknown, seen: Seen, outcome: PromiseSettledResult<StoredFile> | undefined): unknown {
  switch (codeOf(failure)) {
    case 'LIMIT_FILE_COUNT':
      return new Problem('too_many_files', 'The form has more than one file; send one file per request.');
    case 'LIMIT_PART_COUNT':
    case 'LIMIT_FIELD_COUNT':
    case 'LIMIT_FIELD_KEY':
    case 'LIMIT_FIELD_VALUE':
    case 'INVALID_FIELD_NAME':
      return unknownFields(seen.fields);
    default:
      if (outcome?.status === 'rejected' && !seen.partBroke) return outcome.reason;
      return new Problem('malformed_multipart', 'The multipart body is damaged or ends before its final boundary.');
  }
}

function codeOf(failure: unknown): string {
  return failure instanceof Error && 'code' in failure ? String(failure.code) : '';
}

function unknownFields(names: readonly string[]): Problem {
  const errors = (names.length === 0 ? [''] : names).map((path) => ({
    path,
    code: 'unknown' as const,
    message: `${JSON.stringify(path.slice(0, 100))} is not a part of this form; options go into the query.`,
  }));
  return new Problem('invalid_request', 'The form may have one part, "file", and nothing else.', { errors });
}
