import { Problem } from '@muster/contract';
import type { Reception, StoredFile } from '@muster/jobs';
import type { Request, Response } from 'express';
import type { Readable } from 'node:stream';
import { displayFileName } from './displayFileName.ts';
import { inviteBody } from './expectContinue.ts';
import { envelopeBytes, fileTooLarge, type AnnouncedUpload } from './inspectUpload.ts';
import { storeMultipartFile } from './multipartFile.ts';
import { openUploadBody } from './uploadBody.ts';

export type StoreFile = Reception['store'];
export type ReceivedFile = { fileName: string; stored: StoredFile };

/**
 * Takes the file out of a request and into the file store as it arrives, never held whole. When it rejects, the body
 * may not be read to its end and nothing of it is left running.
 */
export async function receiveUpload(
  {
    request,
    response,
    body: { form, limit, onPiece },
  }: { request: Request; response: Response; body: AnnouncedUpload },
  fileName: string | undefined,
  store: StoreFile,
): Promise<ReceivedFile> {
  const mostBytes = form === 'raw' ? limit : limit + envelopeBytes;
  const body = openUploadBody(request, mostBytes, () => fileTooLarge(limit), onPiece);
  inviteBody(request, response);
  try {
    if (form === 'raw') return await storeRawFile(body, fileName, store);
    const received = await storeMultipartFile(body, limit, store);
    return { ...received, fileName: displayFileName(received.fileName) };
  } finally {
    body.destroy();
  }
}

async function storeRawFile(body: Readable, fileName: string | undefined, store: StoreFile): Promise<ReceivedFile> {
  try {
    const stored = await store(body, new AbortController().signal);
    if (stored.bytes === 0) throw new Problem('file_missing', 'The text/csv body has no bytes.');
    return { fileName: displayFileName(fileName ?? ''), stored };
  } catch (cause) {
    throw body.errored ?? cause; // what ended the body says more than what became of storing it
  }
}
