import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { problemOf } from '../api/problemOf.ts';
import { jobKey } from '../api/useJob.ts';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { RoleButton } from '../parts/RoleButton.tsx';
import { texts } from '../texts/index.ts';

/** Ends a job with nothing applied, while that is still possible. */
export function CancelJob({ id }: { id: string }) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => ask('POST /v1/jobs/{id}/cancel', { id }),
    onSuccess: (job) => client.setQueryData(jobKey(id), job),
  });
  return (
    <>
      {cancel.error !== null && <ProblemAlert problem={problemOf(cancel.error)} />}
      <RoleButton needs="operator" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
        {texts.jobs.cancel}
      </RoleButton>
    </>
  );
}
