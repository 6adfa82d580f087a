import { Stack, Text, Title } from '@mantine/core';
import { EntryForm, type EntryFormProps } from './EntryForm.tsx';

type ActionFormProps<Form> = EntryFormProps<Form> & { title: string; detail: string };

/** Something that can be done with an entry, under a heading of its own. */
export function ActionForm<Form extends object>({ title, detail, ...form }: ActionFormProps<Form>) {
  return (
    <Stack gap="sm" component="section">
      <div>
        <Title order={3} size="h5">
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {detail}
        </Text>
      </div>
      <EntryForm {...form} />
    </Stack>
  );
}
