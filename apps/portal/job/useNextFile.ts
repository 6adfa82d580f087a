import type { JobView } from '@muster/contract';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { ListMode, UploadKind, UploadOptions } from '../importing/sendFile.ts';
import { useUpload, type Sending } from '../importing/useUpload.ts';
import type { JobProps } from './jobProps.ts';

/** Another file in the place of the one a job had. */
export type NextFile = {
  /** Null where a job has no file. */
  kind: UploadKind | null;
  sending: Sending;
  send: (file: File) => void;
  listMode: ListMode;
  setListMode: (listMode: ListMode) => void;
  isWindows: boolean;
  setWindows: (isWindows: boolean) => void;
};

/** The next file is taken as the one before was: checked only, shown first, or applied; at the same time, if it is ahead. */
export function useNextFile(job: JobView, onJob: JobProps['onJob']): NextFile {
  const [address] = useSearchParams();
  // A job does not tell how it takes lists; the address of the dialog that has sent it does.
  const [listMode, setListMode] = useState<ListMode>(address.get('lists') === 'merge' ? 'merge' : 'replace');
  const [isWindows, setWindows] = useState(false);
  const sending = useUpload(({ id }) => onJob(id, listMode));
  const kind = job.kind === 'import-users' || job.kind === 'update-users' ? job.kind : null;
  return { kind, sending, send, listMode, setListMode, isWindows, setWindows };

  function send(file: File): void {
    if (kind === null) return;
    const isAhead = job.applyAt !== null && new Date(job.applyAt).getTime() > Date.now() + 60_000;
    const options: UploadOptions = {
      mode: job.mode,
      ...(kind === 'update-users' && { listMode }),
      ...(isWindows && { encoding: 'windows-1252' }),
      ...(isAhead && { applyAt: job.applyAt ?? undefined }),
      ...(job.state === 'rejected' && { parentJobId: job.id }),
    };
    sending.send({ kind, file, options });
  }
}
