import { useSearchParams } from 'react-router-dom';
import type { ListMode, UploadKind } from './sendFile.ts';

const names: Record<string, UploadKind> = { import: 'import-users', update: 'update-users' };

/** What the import dialog shows stands in the address, so that it is there again after a reload or a sign-in. */
export function useDialogAddress() {
  const [address, setAddress] = useSearchParams();
  const name = address.get('dialog');
  return {
    /** The tab that is open; null: the dialog is closed. */
    kind: name === null ? null : (names[name] ?? 'import-users'),
    jobId: address.get('job'),
    open: (kind: UploadKind) => go({ dialog: nameOf(kind), job: null, lists: null }, false),
    choose: (kind: UploadKind) => go({ dialog: nameOf(kind), job: null, lists: null }, true),
    /** How the job takes lists is kept for its next attempt: a job does not tell. */
    show: (job: string, lists?: ListMode) =>
      go({ dialog: name ?? 'import', job, ...(lists !== undefined && { lists }) }, name !== null),
    close: () => go({ dialog: null, job: null, lists: null }, true),
  };

  /** What else is in the address, the filters of the screen behind, stays. */
  function go(changes: Record<string, string | null>, replace: boolean): void {
    setAddress(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (value === null) after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      { replace },
    );
  }
}

function nameOf(kind: UploadKind): string {
  return kind === 'import-users' ? 'import' : 'update';
}
