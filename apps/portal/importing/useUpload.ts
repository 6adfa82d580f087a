import type { JobView } from '@muster/contract';
import { useIsMutating, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { newKey } from '../api/newKey.ts';
import { problemOf, type Problem } from '../api/problemOf.ts';
import { jobKey } from '../api/useJob.ts';
import { sendFile, type Upload } from './sendFile.ts';

const uploading = ['upload'];

export type Sending = {
  send: (upload: Omit<Upload, 'key'>) => void;
  /** The same upload again: whether or not it has arrived, it becomes one job. */
  sendAgain: () => void;
  cancel: () => void;
  /** The file that is on its way, and the share of it that has left. */
  underWay: { file: File; share: number } | null;
  problem: Problem | null;
};

/** Sends one file at a time. Whoever leaves the place that sends it gives it up: a file cannot be sent by nobody. */
export function useUpload(onJob: (job: JobView) => void): Sending {
  const client = useQueryClient();
  const [share, setShare] = useState(0);
  const stopped = useRef(new AbortController());
  const { mutate, reset, isPending, variables, error } = useMutation({
    mutationKey: uploading,
    mutationFn: (upload: Upload) => sendFile(upload, setShare, stopped.current.signal),
    // An attempt that broke off is still being given up by the API: it says so, and a little later it is done.
    retry: (failures, thrown) => failures < 40 && problemOf(thrown).code === 'idempotency_in_progress',
    retryDelay: 1_000,
    onSuccess: (job) => {
      client.setQueryData(jobKey(job.id), job);
      void client.invalidateQueries({ queryKey: ['GET /v1/jobs'] });
      onJob(job);
    },
  });
  useEffect(() => () => stopped.current.abort(), []);
  useEffect(() => {
    if (!isPending) return;
    window.addEventListener('beforeunload', askFirst);
    return () => window.removeEventListener('beforeunload', askFirst);
  }, [isPending]);
  return {
    send: (upload) => start({ ...upload, key: newKey() }),
    sendAgain: () => variables !== undefined && start(variables),
    cancel: () => {
      stopped.current.abort();
      reset();
    },
    underWay: isPending ? { file: variables.file, share } : null,
    problem: error === null ? null : problemOf(error),
  };

  function start(upload: Upload): void {
    stopped.current = new AbortController();
    setShare(0);
    mutate(upload);
  }
}

/** Whether a file is on its way, whoever sends it. */
export function useIsSending(): boolean {
  return useIsMutating({ mutationKey: uploading }) > 0;
}

function askFirst(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
