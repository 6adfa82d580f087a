import { Divider } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { problemOf } from '../../api/problemOf.ts';
import { ProblemAlert } from '../../parts/ProblemAlert.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { texts } from '../../texts/index.ts';
import type { DrawerHandle } from '../form/EntryDrawer.tsx';
import { EntryForm } from '../form/EntryForm.tsx';
import { RemoveEntry } from '../list/RemoveEntry.tsx';
import type { Description } from './description.ts';

type ReferenceFormProps<Entry extends { id: string }, Form extends object> = {
  /** `new`, or which one. */
  id: string;
  description: Description<Entry, Form>;
  hold: DrawerHandle['hold'];
  onDone: (said: string) => void;
};

/** A new entry, or one as the server has it now. */
export function ReferenceForm<Entry extends { id: string }, Form extends object>(
  props: ReferenceFormProps<Entry, Form>,
) {
  return props.id === 'new' ? <NewEntry {...props} /> : <OldEntry {...props} />;
}

function NewEntry<Entry extends { id: string }, Form extends object>({
  description: { calls, fields, blank, nameOf, words },
  hold,
  onDone,
}: ReferenceFormProps<Entry, Form>) {
  return (
    <EntryForm
      fields={fields}
      initial={blank}
      submitLabel={words.add}
      hold={hold}
      submit={async ({ form, key }) => onDone(texts.settings.added(nameOf(await calls.create(form, key))))}
    />
  );
}

function OldEntry<Entry extends { id: string }, Form extends object>({
  id,
  description: { calls, fields, formOf, nameOf },
  hold,
  onDone,
}: ReferenceFormProps<Entry, Form>) {
  // Nothing is kept of it: what is changed is what the server has now.
  const { data, error, refetch } = useQuery({ queryKey: ['entry', id], queryFn: () => calls.find(id), gcTime: 0 });
  const { settings } = texts;
  if (data === undefined) {
    return error === null ? <Waiting /> : <ProblemAlert problem={problemOf(error)} onRetry={() => void refetch()} />;
  }
  return (
    <>
      <EntryForm
        fields={fields}
        initial={formOf(data)}
        submitLabel={settings.save}
        hold={hold}
        submit={async ({ changes }) => onDone(settings.saved(nameOf(await calls.update(id, changes))))}
      />
      <Divider />
      <RemoveEntry
        label={settings.remove}
        question={settings.removeQuestion(nameOf(data))}
        detail={settings.removeDetail}
        remove={async () => {
          await calls.remove(id);
          onDone(settings.removed(nameOf(data)));
        }}
      />
    </>
  );
}
