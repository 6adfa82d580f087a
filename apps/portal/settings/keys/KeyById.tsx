import { Anchor, Divider } from '@mantine/core';
import type { KeyView } from '@muster/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { ask } from '../../api/ask.ts';
import { problemOf } from '../../api/problemOf.ts';
import { useSignedIn } from '../../api/session.ts';
import { ProblemAlert } from '../../parts/ProblemAlert.tsx';
import { Time } from '../../parts/Time.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { texts } from '../../texts/index.ts';
import { ActionForm } from '../form/ActionForm.tsx';
import type { DrawerHandle } from '../form/EntryDrawer.tsx';
import { ShownOnce } from '../form/ShownOnce.tsx';
import { Facts } from '../list/Facts.tsx';
import { RemoveEntry } from '../list/RemoveEntry.tsx';
import { keyState } from './keyState.ts';

type KeyByIdProps = { id: string; drawer: DrawerHandle; onDone: (said: string) => void };

const { keys: words, settings } = texts;

/** One key: what is known of it, another one in its place, and its end. */
export function KeyById({ id, drawer, onDone }: KeyByIdProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['GET /v1/api-keys/{id}', id],
    queryFn: ({ signal }) => ask('GET /v1/api-keys/{id}', { id, signal }),
  });
  const own = useSignedIn().key.id;
  const [next, setNext] = useState<{ text: string | null } | null>(null);
  if (next !== null) return <ShownOnce words={words} label={words.text} secret={next.text} drawer={drawer} />;
  if (data === undefined) {
    return error === null ? <Waiting /> : <ProblemAlert problem={problemOf(error)} onRetry={() => void refetch()} />;
  }
  return (
    <>
      <KeyFacts entry={data} isOwn={id === own} />
      {keyState(data, Date.now()) === 'inForce' && (
        <>
          <Divider />
          <ActionForm
            title={words.rotateTitle}
            detail={words.rotateDetail}
            fields={[{ name: 'overlapHours', ...words.overlapHours, control: { as: 'number', min: 0, max: 168 } }]}
            initial={{ overlapHours: 24 }}
            submitLabel={words.rotate}
            submit={async ({ form, key }) => {
              const headers = { 'idempotency-key': key };
              const made = await ask('POST /v1/api-keys/{id}/rotate', { id, body: form, headers });
              setNext({ text: made.key });
              onDone(words.rotated(data.name));
            }}
          />
          <Divider />
          <RemoveEntry
            label={words.revoke}
            question={words.revokeQuestion(data.name)}
            detail={id === own ? words.revokeOwnDetail : words.revokeDetail}
            remove={async () => {
              await ask('DELETE /v1/api-keys/{id}', { id });
              drawer.close();
              onDone(words.revoked(data.name));
            }}
          />
        </>
      )}
    </>
  );
}

function KeyFacts({ entry, isOwn }: { entry: KeyView; isOwn: boolean }) {
  const { role, userId, createdAt, lastUsedAt, expiresAt, revokedAt } = entry;
  const state = words.states[keyState(entry, Date.now())];
  return (
    <Facts
      caption={entry.name}
      facts={[
        [words.state, isOwn ? `${state}. ${words.yours}.` : state],
        [words.fields.role.label, texts.shell.roles[role]],
        [
          words.fields.userId.label,
          userId === null ? (
            settings.none
          ) : (
            <Anchor component={Link} to={`/users/${userId}`} size="sm">
              {userId}
            </Anchor>
          ),
        ],
        [words.created, <Time key="created" at={createdAt} />],
        [words.lastUsed, lastUsedAt === null ? words.never : <Time key="used" at={lastUsedAt} />],
        [words.fields.expiresAt.label, expiresAt === null ? words.noExpiry : <Time key="expires" at={expiresAt} />],
        ...(revokedAt === null ? [] : [[words.revokedAt, <Time key="revoked" at={revokedAt} />] as const]),
      ]}
    />
  );
}
