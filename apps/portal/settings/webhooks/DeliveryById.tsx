import { Anchor, Button, Code, Paper, Stack, Text, Title } from '@mantine/core';
import type { AnswerOf } from '@muster/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router-dom';
import { ask } from '../../api/ask.ts';
import { newKey } from '../../api/newKey.ts';
import { problemOf } from '../../api/problemOf.ts';
import { ProblemAlert } from '../../parts/ProblemAlert.tsx';
import { Time } from '../../parts/Time.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { texts } from '../../texts/index.ts';
import { Facts } from '../list/Facts.tsx';
import { DeliveryState } from './DeliveryState.tsx';

type DeliveryByIdProps = { id: string; urlOf: (endpointId: string) => string };
type Attempt = AnswerOf<'GET /v1/webhook-deliveries/{id}'>['attempts'][number];

const { deliveries: words, types } = texts.webhooks;
const pollMs = 2_000;

/** One delivery with every attempt, live while it is on its way. */
export function DeliveryById({ id, urlOf }: DeliveryByIdProps) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['GET /v1/webhook-deliveries/{id}', id],
    queryFn: ({ signal }) => ask('GET /v1/webhook-deliveries/{id}', { id, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? pollMs : false),
  });
  const seen = data === undefined ? '' : `${data.state} ${data.attemptCount}`;
  // The list behind it shows the same.
  useEffect(() => {
    if (seen !== '') void client.invalidateQueries({ queryKey: ['GET /v1/webhook-deliveries'] });
  }, [client, seen]);
  if (data === undefined) {
    return error === null ? <Waiting /> : <ProblemAlert problem={problemOf(error)} onRetry={() => void refetch()} />;
  }
  const { type, state, createdAt, endpointId, jobId, eventId, nextAttemptAt, attempts } = data;
  return (
    <>
      <div role="status">
        <DeliveryState state={state} />
      </div>
      <Facts
        caption={words.delivery}
        facts={[
          [words.event, types[type]],
          [words.when, <Time key="when" at={createdAt} />],
          [
            words.endpoint,
            <Anchor key="endpoint" component={Link} to={`/settings/webhooks?open=${endpointId}`} size="sm">
              {urlOf(endpointId)}
            </Anchor>,
          ],
          [
            words.job,
            jobId === null ? (
              texts.settings.none
            ) : (
              <Anchor component={Link} to={`/jobs/${jobId}`} size="sm">
                {jobId}
              </Anchor>
            ),
          ],
          [words.eventId, <Code key="event">{eventId}</Code>],
          [words.next, nextAttemptAt === null ? texts.settings.none : <Time key="next" at={nextAttemptAt} />],
        ]}
      />
      <Retry id={id} />
      <Stack gap="sm" component="section">
        <Title order={3} size="h5">
          {words.attempts}
        </Title>
        {attempts.length === 0 && <Text size="sm">{words.noAttempts}</Text>}
        {attempts.map((attempt, at) => <AttemptCard key={attempt.at} attempt={attempt} place={at + 1} />).reverse()}
      </Stack>
    </>
  );
}

function Retry({ id }: { id: string }) {
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => ask('POST /v1/webhook-deliveries/{id}/retry', { id, headers: { 'idempotency-key': newKey() } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['GET /v1/webhook-deliveries/{id}', id] }),
  });
  return (
    <Stack gap="xs" align="flex-start">
      {retry.error !== null && <ProblemAlert problem={problemOf(retry.error)} />}
      <Button variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
        {words.retry}
      </Button>
      <Text size="sm" c="dimmed" role="status">
        {retry.isSuccess ? words.retried : words.retryHint}
      </Text>
    </Stack>
  );
}

/** When, how long, what came back; or why nothing did. */
function AttemptCard({ attempt, place }: { attempt: Attempt; place: number }) {
  const { at, ms, status, error, response, address } = attempt;
  const outcome = [status !== null && words.answered(status), error !== null && words.errors[error]];
  return (
    <Paper withBorder p="sm" component="article" aria-label={words.attempt(place)}>
      <Stack gap={4}>
        <Text size="sm" fw={600} {...(error !== null && { c: 'error' })}>
          {outcome.filter(Boolean).join(': ')}
        </Text>
        <Text size="sm" c="dimmed">
          <Time at={at} /> · {words.took(ms)}
          {address !== null && ` · ${words.address} ${address}`}
        </Text>
        {response !== null && response !== '' && (
          <>
            <Text size="xs" c="dimmed">
              {words.response}
            </Text>
            <Code block tabIndex={0}>
              {response}
            </Code>
          </>
        )}
      </Stack>
    </Paper>
  );
}
