import type { AnswerOf, BodyOf } from '@muster/contract';
import { useState } from 'react';
import { ask } from '../../api/ask.ts';
import { texts } from '../../texts/index.ts';
import type { DrawerHandle } from '../form/EntryDrawer.tsx';
import { EntryForm } from '../form/EntryForm.tsx';
import type { Field } from '../form/field.ts';
import { ShownOnce } from '../form/ShownOnce.tsx';

const { keys: words } = texts;

const fields: Field<BodyOf<'POST /v1/api-keys'>>[] = [
  { name: 'name', ...words.fields.name, control: { as: 'text' } },
  { name: 'role', ...words.fields.role, control: { as: 'choice', options: words.roles } },
  { name: 'userId', ...words.fields.userId, control: { as: 'user' } },
  { name: 'expiresAt', ...words.fields.expiresAt, control: { as: 'time' } },
];

/** Makes a key, and shows its text. */
export function NewKey({ drawer, onDone }: { drawer: DrawerHandle; onDone: (said: string) => void }) {
  const [made, setMade] = useState<AnswerOf<'POST /v1/api-keys'> | null>(null);
  if (made !== null) return <ShownOnce words={words} label={words.text} secret={made.key} drawer={drawer} />;
  return (
    <EntryForm
      fields={fields}
      initial={{ name: '', role: 'operator' }}
      submitLabel={words.add}
      hold={drawer.hold}
      submit={async ({ form, key }) => {
        setMade(await ask('POST /v1/api-keys', { body: form, headers: { 'idempotency-key': key } }));
        onDone(texts.settings.added(form.name));
      }}
    />
  );
}
