import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useList } from '../api/useList.ts';
import { ListView } from '../parts/ListView.tsx';
import { texts } from '../texts/index.ts';
import { GroupChoice } from './GroupChoice.tsx';
import type { JobProps } from './jobProps.ts';

type IssueGroupsProps = Pick<JobProps, 'job' | 'onJob'> & { mayFix: boolean };

/** What is wrong, cause by cause: the largest ones, which a job carries with it, or all. */
export function IssueGroups(shown: IssueGroupsProps) {
  const [showsAll, setShowsAll] = useState(false);
  const { job } = shown;
  if (showsAll) return <EveryGroup {...shown} />;
  return (
    <Stack gap="sm" align="flex-start">
      <GroupChoice {...shown} groups={job.issueGroups} />
      {job.issueGroupsTotal > job.issueGroups.length && (
        <Button variant="subtle" px={0} onClick={() => setShowsAll(true)}>
          {texts.issues.allGroups(job.issueGroupsTotal)}
        </Button>
      )}
    </Stack>
  );
}

function EveryGroup(shown: IssueGroupsProps) {
  const list = useList('GET /v1/jobs/{id}/issues', { id: shown.job.id, query: { group: 'true', limit: 100 } });
  const { issues } = texts;
  return (
    <ListView list={list} empty={{ title: issues.none, detail: issues.noneDetail }}>
      {(entries) => <GroupChoice {...shown} groups={entries.flatMap((entry) => ('count' in entry ? [entry] : []))} />}
    </ListView>
  );
}
