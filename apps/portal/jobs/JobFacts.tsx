import { DataList } from '@mantine/core';
import type { JobView } from '@muster/contract';
import { formatTime } from '../parts/formatTime.ts';
import { texts } from '../texts/index.ts';
import { number } from '../texts/language.ts';
import { JobSection } from './JobSection.tsx';

/** How a job was asked for, and what was counted. */
export function JobFacts({ job }: { job: JobView }) {
  const { jobs } = texts;
  const facts = factsOf(job);
  if (facts.length === 0) return null;
  return (
    <JobSection title={jobs.details}>
      <DataList gap={6} labelWidth="120px">
        {facts.map(([name, value]) => (
          <DataList.Item key={name}>
            <DataList.ItemLabel>{name}</DataList.ItemLabel>
            <DataList.ItemValue className="breakable">{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
    </JobSection>
  );
}

function factsOf({ kind, mode, applyAt, counts, snapshot }: JobView): [string, string][] {
  const { jobs } = texts;
  const hasFile = kind === 'import-users' || kind === 'update-users';
  const facts: [string, string][] = [];
  if (hasFile) facts.push([jobs.mode, jobs.modes[mode]]);
  if (applyAt !== null) facts.push([jobs.applyAt, formatTime(applyAt)]);
  if (counts !== null) facts.push([jobs.rows, number(counts.rows)]);
  if (counts !== null && hasFile) {
    facts.push([jobs.rowsValid, number(counts.valid)], [jobs.rowsInvalid, number(counts.invalid)]);
    facts.push([jobs.issues, number(counts.issues)]);
  }
  if (snapshot !== null) facts.push([jobs.snapshot, jobs.snapshots[snapshot]]);
  return facts;
}
