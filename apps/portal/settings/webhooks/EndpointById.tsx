import { Alert, Anchor, Button, Divider, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { ask } from '../../api/ask.ts';
import { problemOf } from '../../api/problemOf.ts';
import { ProblemAlert } from '../../parts/ProblemAlert.tsx';
import { Time } from '../../parts/Time.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { texts } from '../../texts/index.ts';
import type { DrawerHandle } from '../form/EntryDrawer.tsx';
import { EntryForm } from '../form/EntryForm.tsx';
import { RemoveEntry } from '../list/RemoveEntry.tsx';
import { EndpointActions } from './EndpointActions.tsx';
import { endpointFields } from './endpointFields.ts';
import type { Endpoint } from './EndpointsSection.tsx';
import { SigningSecret } from './SigningSecret.tsx';

type EndpointByIdProps = { id: string; drawer: DrawerHandle; onDone: (said: string) => void };

const { webhooks: words, settings } = texts;

/** One endpoint as it is now, and all that can be done with it. */
export function EndpointById({ id, drawer, onDone }: EndpointByIdProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['GET /v1/webhook-endpoints/{id}', id],
    queryFn: ({ signal }) => ask('GET /v1/webhook-endpoints/{id}', { id, signal }),
    gcTime: 0,
  });
  const [rotated, setRotated] = useState<{ secret: string | null } | null>(null);
  if (rotated !== null) return <SigningSecret secret={rotated.secret} drawer={drawer} />;
  if (data === undefined) {
    return error === null ? <Waiting /> : <ProblemAlert problem={problemOf(error)} onRetry={() => void refetch()} />;
  }
  return (
    <>
      {!data.enabled && <Disabled endpoint={data} />}
      <EntryForm
        // Another one once it was enabled, or disabled, elsewhere on this page.
        key={String(data.enabled)}
        fields={endpointFields}
        initial={{ url: data.url, types: data.types, description: data.description, enabled: data.enabled }}
        submitLabel={settings.save}
        hold={drawer.hold}
        submit={async ({ changes }) => {
          const { url } = await ask('PATCH /v1/webhook-endpoints/{id}', { id, body: changes });
          drawer.close();
          onDone(settings.saved(url));
        }}
      />
      <Divider />
      <Anchor component={Link} to={`/settings/deliveries?endpointId=${id}`} size="sm">
        {words.toDeliveries}
      </Anchor>
      <EndpointActions id={id} onSecret={(secret) => setRotated({ secret })} />
      <Divider />
      <RemoveEntry
        label={settings.remove}
        question={settings.removeQuestion(data.url)}
        detail={words.removeDetail}
        remove={async () => {
          await ask('DELETE /v1/webhook-endpoints/{id}', { id });
          drawer.close();
          onDone(settings.removed(data.url));
        }}
      />
    </>
  );
}

/** Why nothing is sent to it, since when, and the way out. */
function Disabled({ endpoint: { id, disabledAt, disabledReason } }: { endpoint: Endpoint }) {
  const client = useQueryClient();
  const enabling = useMutation({
    mutationFn: () => ask('POST /v1/webhook-endpoints/{id}/enable', { id }),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <Alert color="red" variant="outline" title={words.disabledTitle}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {disabledReason !== null && words.disabledReasons[disabledReason]}{' '}
          {disabledAt !== null && <Time at={disabledAt} />}
        </Text>
        {enabling.error !== null && <ProblemAlert problem={problemOf(enabling.error)} />}
        <Button variant="default" size="xs" loading={enabling.isPending} onClick={() => enabling.mutate()}>
          {words.enable}
        </Button>
        <Text size="sm">{words.enableHint}</Text>
      </Stack>
    </Alert>
  );
}
