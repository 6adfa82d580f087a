import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { RoleButton } from '../parts/RoleButton.tsx';
import { texts } from '../texts/index.ts';
import { AlreadyApplied } from './AlreadyApplied.tsx';
import { Attempts } from './Attempts.tsx';
import { CloseButton } from './CloseButton.tsx';
import { JobChanges } from './JobChanges.tsx';
import { JobCounts } from './JobCounts.tsx';
import type { JobProps } from './jobProps.ts';
import { UndoQuestion } from './UndoQuestion.tsx';

/** What was done, where to see it, and how to take it back. */
export function SucceededJob(shown: JobProps) {
  const { job, onJob, onClose } = shown;
  const [asksUndo, setAsksUndo] = useState(false);
  const { result } = texts;
  const { undoneBy } = job;
  return (
    <Stack gap="md">
      {job.kind !== 'export-users' && job.kind !== 'undo-job' && (
        <Text>{result.succeededLead(job.counts?.rows ?? 0)}</Text>
      )}
      {job.snapshot === 'per_page' && <Text>{result.perPage}</Text>}
      {undoneBy !== null && (
        <Text>
          {result.undone}{' '}
          <Anchor component="button" type="button" onClick={() => onJob(undoneBy)}>
            {result.undoneBy}
          </Anchor>
        </Text>
      )}
      <Attempts {...shown} />
      <AlreadyApplied {...shown} />
      <JobCounts job={job} />
      {job.kind === 'export-users' && <ExportFile {...shown} />}
      {asksUndo && <UndoQuestion job={job} onJob={onJob} onNo={() => setAsksUndo(false)} />}
      <Group justify="flex-end" gap="sm">
        {job.links.undo !== undefined && (
          <RoleButton
            needs="admin"
            variant="default"
            onClick={() => setAsksUndo(true)}
            {...(asksUndo && { display: 'none' })}
          >
            {result.undo}
          </RoleButton>
        )}
        {job.kind !== 'export-users' && (
          <Button component={Link} to="/users?sort=-updatedAt" variant="default">
            {result.toUsers}
          </Button>
        )}
        <CloseButton onClose={onClose} />
      </Group>
      <JobChanges job={job} isOpenFirst={false} />
    </Stack>
  );
}

function ExportFile({ job: { links, expiresAt } }: JobProps) {
  const isThere = expiresAt === null || new Date(expiresAt).getTime() > Date.now();
  if (links.result === undefined || !isThere) return <Text c="dimmed">{texts.result.fileGone}</Text>;
  return (
    <div>
      <Button component="a" href={links.result} download>
        {texts.result.download}
      </Button>
    </div>
  );
}
