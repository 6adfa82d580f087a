import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useJob } from '../api/useJob.ts';
import { JobPanel } from '../job/JobPanel.tsx';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { texts } from '../texts/index.ts';
import type { UsersFilter } from '../users/useUsersAddress.ts';
import { useExport } from './useExport.ts';

type ExportDialogProps = { filter: UsersFilter; total: number | null; onClose: () => void };

const delimiters = [',', ';', '\t'] as const;

/** Says who is exported and how many, before; then shows the job, and hands out the file as soon as it is there. */
export function ExportDialog({ filter, total, onClose }: ExportDialogProps) {
  const [delimiter, setDelimiter] = useState<(typeof delimiters)[number]>(',');
  const { start, isPending, jobId, problem } = useExport();
  const { exporting } = texts;
  if (jobId !== null) return <ExportJob id={jobId} onClose={onClose} />;
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Stack gap="md">
      <Text>{isFiltered ? exporting.filtered(total) : exporting.everybody(total)}</Text>
      <Text size="sm" c="dimmed">
        {exporting.hint}
      </Text>
      <Radio.Group
        label={exporting.delimiter}
        description={exporting.delimiterHint}
        value={delimiter}
        onChange={(value) => setDelimiter(delimiters.find((known) => known === value) ?? ',')}
      >
        <Group gap="lg" mt="xs">
          {delimiters.map((value) => (
            <Radio key={value} value={value} label={exporting.delimiters[value]} />
          ))}
        </Group>
      </Radio.Group>
      {problem !== null && <ProblemAlert problem={problem} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {exporting.close}
        </Button>
        <Button loading={isPending} onClick={() => start({ filter, delimiter })}>
          {exporting.open(total)}
        </Button>
      </Group>
    </Stack>
  );
}

function ExportJob({ id, onClose }: { id: string; onClose: () => void }) {
  const { job, problem, reload } = useJob(id);
  const navigate = useNavigate();
  const file = job?.state === 'succeeded' ? job.links.result : undefined;
  useEffect(() => {
    if (file !== undefined) download(file);
  }, [file]);
  return (
    <>
      {problem !== null && <ProblemAlert problem={problem} onRetry={reload} />}
      {job === null ? (
        problem === null && <Waiting />
      ) : (
        <JobPanel takesFocus job={job} onJob={(other) => void navigate(`/jobs/${other}`)} onClose={onClose} />
      )}
    </>
  );
}

function download(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
