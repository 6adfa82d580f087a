import { Alert, Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { texts } from '../texts/index.ts';
import type { JobProps } from './jobProps.ts';

/** Somebody went on already, perhaps in another window: nobody should correct the same file twice. */
export function NewerAttempt({ job: { id, kind }, onJob }: JobProps) {
  const query = { parentJobId: id, kind, limit: 1 };
  const { data } = useQuery({
    queryKey: ['GET /v1/jobs', id, query],
    queryFn: ({ signal }) => ask('GET /v1/jobs', { query, signal }),
  });
  const newer = data?.data[0];
  if (newer === undefined) return null;
  const { issues } = texts;
  return (
    <Alert color="yellow" variant="outline">
      {issues.newer}{' '}
      <Anchor component="button" type="button" size="sm" onClick={() => onJob(newer.id)}>
        {issues.toNewer}
      </Anchor>
    </Alert>
  );
}
