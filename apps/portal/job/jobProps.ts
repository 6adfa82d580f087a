import type { JobView } from '@muster/contract';
import type { ListMode } from '../importing/sendFile.ts';

export type JobProps = {
  job: JobView;
  /** Another job takes its place: the next attempt or the one before, an undo. */
  onJob: (id: string, listMode?: ListMode) => void;
  /** How to close what it is shown in; null where it is a screen of its own. */
  onClose: (() => void) | null;
};
