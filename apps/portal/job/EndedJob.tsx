import { Code, Group, Stack, Text } from '@mantine/core';
import { ChooseFile } from '../importing/FilePicker.tsx';
import { SendingFile } from '../importing/SendingFile.tsx';
import { texts } from '../texts/index.ts';
import { Attempts } from './Attempts.tsx';
import { CloseButton } from './CloseButton.tsx';
import type { JobProps } from './jobProps.ts';
import { NextFileChoices } from './NextFileChoices.tsx';
import { useNextFile } from './useNextFile.ts';

/** A job that came to nothing, through nobody's file: why, and what to do now. */
export function EndedJob(shown: JobProps) {
  const { job, onJob, onClose } = shown;
  const next = useNextFile(job, onJob);
  const { result } = texts;
  if (next.sending.underWay !== null) return <SendingFile {...next.sending.underWay} onCancel={next.sending.cancel} />;
  return (
    <Stack gap="md">
      {job.state === 'cancelled' && <Text>{result.cancelledLead}</Text>}
      {job.state === 'expired' && <Text>{result.expiredLead}</Text>}
      {job.state === 'failed' && <Text>{result.failedLead}</Text>}
      {job.problem !== null && (
        <>
          <Text>{job.problem.retryable ? result.failedRetry : result.failedTell}</Text>
          <Text size="sm">
            {job.problem.detail} <Code>{job.problem.code}</Code> <Code>{job.id}</Code>
          </Text>
        </>
      )}
      <Attempts {...shown} />
      <NextFileChoices job={job} next={next} />
      <Group justify="flex-end">
        {next.kind !== null && <ChooseFile label={result.again} variant="default" onFile={next.send} />}
        <CloseButton onClose={onClose} />
      </Group>
    </Stack>
  );
}
