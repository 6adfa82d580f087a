import { Button, FileInput, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { ask } from '../../api/ask.ts';
import { newKey } from '../../api/newKey.ts';
import { problemOf } from '../../api/problemOf.ts';
import { ProblemAlert } from '../../parts/ProblemAlert.tsx';
import { texts } from '../../texts/index.ts';
import { Said } from '../list/Said.tsx';

const { people: words } = texts.references;

/** The whole directory from a file. */
export function LoadPeople({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={words.load}
      size="lg"
      closeButtonProps={{ 'aria-label': texts.settings.close }}
    >
      <LoadForm />
    </Modal>
  );
}

function LoadForm() {
  const client = useQueryClient();
  // Chosen with a key of its own: sent again, the same file is loaded once.
  const [chosen, setChosen] = useState<{ file: File; key: string } | null>(null);
  const [isMissing, setMissing] = useState(false);
  const loading = useMutation({
    mutationFn: ({ file, key }: { file: File; key: string }) =>
      ask('POST /v1/people/bulk', {
        file: new Blob([file], { type: mediaTypeOf(file.name) }),
        headers: { 'idempotency-key': key },
      }),
    onSuccess: () => client.invalidateQueries(),
  });
  const { data } = loading;
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="md">
        <Text size="sm">{words.loadLead}</Text>
        {loading.error !== null && <ProblemAlert problem={problemOf(loading.error)} />}
        <FileInput
          label={words.file.label}
          description={words.file.hint}
          placeholder={words.choose}
          accept=".csv,.txt,.ndjson,.jsonl,.json"
          value={chosen?.file ?? null}
          onChange={choose}
          error={isMissing && chosen === null ? words.noFile : null}
          clearable
          clearButtonProps={{ 'aria-label': texts.settings.clear }}
        />
        <Said text={data === undefined ? null : words.loaded(data.created, data.updated, data.unchanged)} />
        <Button type="submit" loading={loading.isPending}>
          {words.send}
        </Button>
      </Stack>
    </form>
  );

  function choose(file: File | null): void {
    loading.reset();
    setChosen(file === null ? null : { file, key: newKey() });
  }

  function send(event: SyntheticEvent): void {
    event.preventDefault();
    setMissing(chosen === null);
    if (chosen !== null && !loading.isPending) loading.mutate(chosen);
  }
}

function mediaTypeOf(name: string): string {
  return /\.(ndjson|jsonl|json)$/i.test(name) ? 'application/x-ndjson' : 'text/csv';
}
