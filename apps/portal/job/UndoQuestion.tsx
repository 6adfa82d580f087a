import type { JobView } from '@muster/contract';
import { Question } from '../parts/Question.tsx';
import { texts } from '../texts/index.ts';
import { useUndo } from './useUndo.ts';

type UndoQuestionProps = { job: JobView; onJob: (id: string) => void; onNo: () => void };

/** Says what an undo would do before it is done. */
export function UndoQuestion({ job, onJob, onNo }: UndoQuestionProps) {
  const { undo, isPending, problem } = useUndo(job.id, 'block', onJob);
  const { result } = texts;
  return (
    <Question
      title={result.undoTitle}
      detail={job.counts === null ? result.undoBlocked : `${result.undoWould(job.counts)} ${result.undoBlocked}`}
      yes={result.undoThis}
      no={result.undoKeep}
      isPending={isPending}
      problem={problem}
      onYes={undo}
      onNo={onNo}
    />
  );
}
