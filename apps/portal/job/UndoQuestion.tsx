import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { JobView } from '@muster/contract';
import { useEffect, useRef } from 'react';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { texts } from '../texts/index.ts';
import { useUndo } from './useUndo.ts';

type UndoQuestionProps = { job: JobView; onJob: (id: string) => void; onNo: () => void };

/** Says what an undo would do before it is done. */
export function UndoQuestion({ job, onJob, onNo }: UndoQuestionProps) {
  const { undo, isPending, problem } = useUndo(job.id, 'block', onJob);
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current?.focus(), []);
  const { result } = texts;
  return (
    <Alert variant="outline" color="yellow">
      <Stack gap="sm">
        <Text fw={650}>{result.undoTitle}</Text>
        {job.counts !== null && <Text size="sm">{result.undoWould(job.counts)}</Text>}
        <Text size="sm">{result.undoBlocked}</Text>
        {problem !== null && <ProblemAlert problem={problem} />}
        <Group gap="sm">
          <Button ref={yes} loading={isPending} onClick={undo}>
            {result.undoThis}
          </Button>
          <Button variant="default" onClick={onNo}>
            {result.undoKeep}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
