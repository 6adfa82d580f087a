import { Button, Group, Stack, Text } from '@mantine/core';
import type { AnswerOf } from '@muster/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/ask.ts';
import { problemOf } from '../api/problemOf.ts';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { texts } from '../texts/index.ts';
import { ColumnGuide } from './ColumnGuide.tsx';
import { FilePicker } from './FilePicker.tsx';
import type { ListMode, UploadKind } from './sendFile.ts';
import { SendingFile } from './SendingFile.tsx';
import { noChoices, optionsOf, UploadChoices } from './UploadChoices.tsx';
import { UploadProblem } from './UploadProblem.tsx';
import { useUpload } from './useUpload.ts';

type UploadFormProps = { kind: UploadKind; onJob: (id: string, listMode: ListMode) => void; onClose: () => void };

/** One tab of the dialog: what a file has to look like, how it is to be taken, and the file. */
export function UploadForm({ kind, onJob, onClose }: UploadFormProps) {
  const account = useQuery({
    queryKey: ['GET /v1/account'],
    queryFn: ({ signal }) => ask('GET /v1/account', { signal }),
  });
  const [choices, setChoices] = useState(noChoices);
  const [refused, setRefused] = useState<string | null>(null);
  const sending = useUpload(({ id }) => onJob(id, choices.listMode));
  const { importing } = texts;
  if (sending.underWay !== null) return <SendingFile {...sending.underWay} onCancel={sending.cancel} />;
  const limits = account.data?.limits;
  return (
    <Stack gap="lg">
      <UploadProblem sending={sending} />
      <Text>{importing.leads[kind]}</Text>
      <Group gap="md">
        <Button component="a" variant="default" href={`/v1/samples/${kind}.csv`} download>
          {importing.sample}
        </Button>
        <Text size="sm" c="dimmed">
          {importing.sampleHint}
        </Text>
      </Group>
      <ColumnGuide kind={kind} />
      <UploadChoices kind={kind} choices={choices} onChange={setChoices} />
      <FilePicker onFile={take} />
      {limits !== undefined && (
        <Text size="sm" c="dimmed" ta="center">
          {importing.limits(mostRows(kind, limits), limits.fileBytes)}
        </Text>
      )}
      {account.error !== null && (
        <ProblemAlert problem={problemOf(account.error)} onRetry={() => void account.refetch()} />
      )}
      {refused !== null && (
        <Text c="error" role="alert">
          {refused}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {importing.close}
        </Button>
      </Group>
    </Stack>
  );

  function take(file: File): void {
    const options = optionsOf(kind, choices, Date.now());
    const most = limits?.fileBytes ?? Infinity;
    if (options === null) setRefused(importing.applyAtWrong);
    else if (file.size > most) setRefused(importing.tooLarge(file.name, file.size, most));
    else {
      setRefused(null);
      sending.send({ kind, file, options });
    }
  }
}

type Limits = AnswerOf<'GET /v1/account'>['limits'];

function mostRows(kind: UploadKind, { importRows, updateRows }: Limits): number {
  return kind === 'import-users' ? importRows : updateRows;
}
