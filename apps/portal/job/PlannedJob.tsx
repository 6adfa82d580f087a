import { Alert, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { problemOf, type Problem } from '../api/problemOf.ts';
import { jobKey } from '../api/useJob.ts';
import { CancelJob } from '../jobs/CancelJob.tsx';
import { formatTime } from '../parts/formatTime.ts';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { RoleButton } from '../parts/RoleButton.tsx';
import { texts } from '../texts/index.ts';
import { AlreadyApplied } from './AlreadyApplied.tsx';
import { Attempts } from './Attempts.tsx';
import { CloseButton } from './CloseButton.tsx';
import { JobChanges } from './JobChanges.tsx';
import { JobCounts } from './JobCounts.tsx';
import type { JobProps } from './jobProps.ts';

/** A plan nobody has applied yet: it waits for a person, or for its time, or was only asked for. */
export function PlannedJob(shown: JobProps) {
  const { job, onClose } = shown;
  const { review } = texts;
  const client = useQueryClient();
  const confirm = useMutation({
    // The tag of this very version: a job that waits has no progress, so no tick.
    mutationFn: () => ask('POST /v1/jobs/{id}/confirm', { id: job.id, headers: { 'if-match': `"${job.version}.0"` } }),
    onSuccess: (confirmed) => client.setQueryData(jobKey(job.id), confirmed),
    onError: () => client.invalidateQueries({ queryKey: jobKey(job.id) }),
  });
  return (
    <Stack gap="md">
      <Lead {...shown} />
      <AlreadyApplied {...shown} />
      <Attempts {...shown} />
      <JobCounts job={job} />
      {confirm.error !== null && <ProblemAlert problem={inOurWords(problemOf(confirm.error))} />}
      <Group justify="flex-end">
        {job.links.cancel !== undefined && <CancelJob id={job.id} />}
        {job.links.confirm !== undefined && (
          <RoleButton needs="operator" loading={confirm.isPending} onClick={() => confirm.mutate()}>
            {review.confirm}
          </RoleButton>
        )}
        <CloseButton onClose={onClose} />
      </Group>
      <JobChanges job={job} isOpenFirst={job.confirmation !== null} />
    </Stack>
  );
}

function Lead({ job: { state, confirmation } }: JobProps) {
  const { review } = texts;
  const until = confirmation === null ? null : formatTime(confirmation.until);
  return (
    <>
      {state === 'validated' && <Text>{review.validatedLead}</Text>}
      {confirmation?.reason === 'blast_radius' && (
        <Alert color="yellow" variant="outline">
          {review.blast(confirmation.deactivated, confirmation.roleChanged, confirmation.ofUsers)}
        </Alert>
      )}
      {state === 'scheduled' && <Text>{review.scheduledLead}</Text>}
      {until !== null && <Text>{(state === 'scheduled' ? review.scheduledUnconfirmed : review.lead)(until)}</Text>}
    </>
  );
}

/** The API speaks of tags and states; here somebody looked at a plan that is no longer the one. */
function inOurWords(problem: Problem): Problem {
  const { changed: title, changedDetail: detail } = texts.review;
  return problem.code === 'version_mismatch' ? { ...problem, title, detail } : problem;
}
