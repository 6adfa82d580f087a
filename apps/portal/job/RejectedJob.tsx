import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { ChooseFile } from '../importing/FilePicker.tsx';
import { SendingFile } from '../importing/SendingFile.tsx';
import { formatTime } from '../parts/formatTime.ts';
import { Waiting } from '../parts/Waiting.tsx';
import { texts } from '../texts/index.ts';
import { AlreadyApplied } from './AlreadyApplied.tsx';
import { Attempts } from './Attempts.tsx';
import { CloseButton } from './CloseButton.tsx';
import { IssueGroups } from './IssueGroups.tsx';
import type { JobProps } from './jobProps.ts';
import { KeepConflicts } from './KeepConflicts.tsx';
import { NewerAttempt } from './NewerAttempt.tsx';
import { NextFileChoices } from './NextFileChoices.tsx';
import { useNextFile } from './useNextFile.ts';

const IssueDetails = lazy(async () => ({ default: (await import('./IssueDetails.tsx')).IssueDetails }));

/** What ends the reading of a file. */
const breaks = ['csv_malformed', 'record_too_long', 'encoding_unsupported'];

/** What is wrong, and the ways on: the article's Details, error report, corrected file and Close; and suggestions. */
export function RejectedJob(shown: JobProps) {
  const { job, onJob, onClose } = shown;
  const [showsDetails, { toggle }] = useDisclosure(job.kind === 'undo-job');
  const next = useNextFile(job, onJob);
  const { issues } = texts;
  if (next.sending.underWay !== null) return <SendingFile {...next.sending.underWay} onCancel={next.sending.cancel} />;
  const hasFiles = job.expiresAt === null || new Date(job.expiresAt).getTime() > Date.now();
  // Of a file that could not be read to its end the report has nothing that could be corrected.
  const hasTable = (job.counts?.rows ?? 0) > 0 && !job.issueGroups.some(({ code }) => breaks.includes(code));
  return (
    <Stack gap="md">
      <NewerAttempt {...shown} />
      <Text>
        {job.kind === 'undo-job' ? issues.undoLead : issues.lead(job.counts?.invalid ?? 0, job.counts?.rows ?? 0)}
      </Text>
      <Attempts {...shown} />
      <AlreadyApplied {...shown} />
      <IssueGroups job={job} onJob={onJob} mayFix={hasFiles && hasTable && job.links.fix !== undefined} />
      {job.kind === 'undo-job' && <KeepConflicts {...shown} />}
      <NextFileChoices job={job} next={next} />
      <Group gap="sm">
        <Button variant="default" onClick={toggle} aria-expanded={showsDetails}>
          {showsDetails ? issues.hideDetails : issues.details}
        </Button>
        {hasFiles && job.links.errorReport !== undefined && (
          <Button component="a" variant="default" href={job.links.errorReport} download>
            {issues.report}
          </Button>
        )}
        {next.kind !== null && <ChooseFile label={issues.corrected} variant="default" onFile={next.send} />}
        <CloseButton onClose={onClose} />
      </Group>
      {hasFiles && hasTable && next.kind !== null && (
        <Text size="sm" c="dimmed">
          {issues.reportHint}
        </Text>
      )}
      {!hasFiles && job.expiresAt !== null && <Text size="sm">{issues.filesGone(formatTime(job.expiresAt))}</Text>}
      {showsDetails && (
        <Suspense fallback={<Waiting />}>
          <IssueDetails job={job} />
        </Suspense>
      )}
    </Stack>
  );
}
