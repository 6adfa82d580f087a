import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { ask } from '../../api/ask.ts';
import { newKey } from '../../api/newKey.ts';
import { problemOf } from '../../api/problemOf.ts';
import { ProblemAlert } from '../../parts/ProblemAlert.tsx';
import { texts } from '../../texts/index.ts';
import { ActionForm } from '../form/ActionForm.tsx';
import { Said } from '../list/Said.tsx';

type EndpointActionsProps = { id: string; onSecret: (secret: string | null) => void };

const { webhooks: words } = texts;

/** To try an endpoint, to sign otherwise, and to make up for what it has missed. */
export function EndpointActions({ id, onSecret }: EndpointActionsProps) {
  const client = useQueryClient();
  const [recovered, setRecovered] = useState<number | null>(null);
  return (
    <>
      <TestEvent id={id} />
      <ActionForm
        title={words.rotateTitle}
        detail={words.rotateDetail}
        fields={[{ name: 'overlapHours', ...words.overlapHours, control: { as: 'number', min: 0, max: 168 } }]}
        initial={{ overlapHours: 24 }}
        submitLabel={words.rotate}
        submit={async ({ form, key }) => {
          const headers = { 'idempotency-key': key };
          const { secret } = await ask('POST /v1/webhook-endpoints/{id}/rotate-secret', { id, body: form, headers });
          onSecret(secret);
        }}
      />
      <ActionForm
        title={words.recoverTitle}
        detail={words.recoverDetail}
        fields={[{ name: 'since', ...words.since, control: { as: 'time' } }]}
        initial={{ since: new Date(Date.now() - dayMs).toISOString() }}
        submitLabel={words.recover}
        submit={async ({ form, key }) => {
          const headers = { 'idempotency-key': key };
          setRecovered((await ask('POST /v1/webhook-endpoints/{id}/recover', { id, body: form, headers })).recovered);
          void client.invalidateQueries();
        }}
      />
      <Said text={recovered === null ? null : words.recovered(recovered)} />
    </>
  );
}

const dayMs = 86_400_000;

function TestEvent({ id }: { id: string }) {
  const test = useMutation({
    mutationFn: () => ask('POST /v1/webhook-endpoints/{id}/test', { id, headers: { 'idempotency-key': newKey() } }),
  });
  return (
    <Stack gap="sm" component="section">
      <div>
        <Title order={3} size="h5">
          {words.testTitle}
        </Title>
        <Text size="sm" c="dimmed">
          {words.testDetail}
        </Text>
      </div>
      {test.error !== null && <ProblemAlert problem={problemOf(test.error)} />}
      <Group gap="sm">
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          {words.test}
        </Button>
        <Text size="sm" role="status">
          {test.data !== undefined && words.testSent}
        </Text>
        {test.data !== undefined && (
          <Anchor component={Link} to={`/settings/deliveries?endpointId=${id}&open=${test.data.id}`} size="sm">
            {words.seeDelivery}
          </Anchor>
        )}
      </Group>
    </Stack>
  );
}
