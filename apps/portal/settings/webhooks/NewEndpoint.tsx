import type { AnswerOf } from '@muster/contract';
import { useState } from 'react';
import { ask } from '../../api/ask.ts';
import { texts } from '../../texts/index.ts';
import type { DrawerHandle } from '../form/EntryDrawer.tsx';
import { EntryForm } from '../form/EntryForm.tsx';
import { endpointFields, type EndpointForm } from './endpointFields.ts';
import { SigningSecret } from './SigningSecret.tsx';

const { webhooks: words } = texts;

/** All that jobs tell, unless somebody wants less. */
const blank: EndpointForm = {
  url: '',
  types: [
    'job.succeeded',
    'job.rejected',
    'job.failed',
    'job.cancelled',
    'job.validated',
    'job.expired',
    'job.awaiting_confirmation',
  ],
  description: '',
  enabled: true,
};

/** Adds an endpoint, and shows what its calls are signed with. */
export function NewEndpoint({ drawer, onDone }: { drawer: DrawerHandle; onDone: (said: string) => void }) {
  const [made, setMade] = useState<AnswerOf<'POST /v1/webhook-endpoints'> | null>(null);
  if (made !== null) return <SigningSecret secret={made.secret} drawer={drawer} />;
  return (
    <EntryForm
      fields={endpointFields}
      initial={blank}
      submitLabel={words.add}
      hold={drawer.hold}
      submit={async ({ form, key }) => {
        setMade(await ask('POST /v1/webhook-endpoints', { body: form, headers: { 'idempotency-key': key } }));
        onDone(texts.settings.added(form.url));
      }}
    />
  );
}
