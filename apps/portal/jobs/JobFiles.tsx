import { Anchor, Code, List, Text } from '@mantine/core';
import type { JobView } from '@muster/contract';
import { formatTime } from '../parts/formatTime.ts';
import { texts } from '../texts/index.ts';
import { JobSection } from './JobSection.tsx';

/** The files of a job, and until when they can be had. */
export function JobFiles({ job }: { job: JobView }) {
  const { kind, file, expiresAt } = job;
  const { jobs } = texts;
  const files = filesOf(job);
  if (file === null && files.length === 0) return null;
  const isGone = expiresAt !== null && new Date(expiresAt).getTime() <= Date.now();
  return (
    <JobSection title={jobs.files}>
      {!isGone && (
        <List size="sm" spacing={6}>
          {files.map(({ name, address }) => (
            <List.Item key={name}>
              <Anchor href={address} download>
                {name}
              </Anchor>
            </List.Item>
          ))}
        </List>
      )}
      {file !== null && (
        <Text size="sm" className="breakable">
          {jobs.fileFacts(kind === 'export-users' ? jobs.fileNames.export : jobs.fileNames.source, file)}
          <br />
          {jobs.sha256} <Code>{file.sha256}</Code>
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {expiresAt === null && jobs.keptOpen}
        {expiresAt !== null && (isGone ? jobs.goneSince : jobs.keptUntil)(formatTime(expiresAt))}
      </Text>
    </JobSection>
  );
}

function filesOf({ kind, links }: JobView): { name: string; address: string }[] {
  const { fileNames } = texts.jobs;
  const offered: [string, string | undefined][] = [
    [fileNames.source, links.source],
    [fileNames.errorReport, links.errorReport],
    [kind === 'export-users' ? fileNames.export : fileNames.changes, links.result],
  ];
  return offered.flatMap(([name, address]) => (address === undefined ? [] : [{ name, address }]));
}
