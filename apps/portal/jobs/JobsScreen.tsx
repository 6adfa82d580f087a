import { Text } from '@mantine/core';
import { useList } from '../api/useList.ts';
import { ListView } from '../parts/ListView.tsx';
import { Page } from '../parts/Page.tsx';
import { texts } from '../texts/index.ts';
import { JobFilters } from './JobFilters.tsx';
import { JobsTable } from './JobsTable.tsx';
import { useJobsAddress } from './useJobsAddress.ts';

/** Every import, update, export and undo of the account. */
export function JobsScreen() {
  const address = useJobsAddress();
  const list = useList('GET /v1/jobs', { query: address.query, refreshWhile: () => true });
  const { jobs } = texts;
  const empty = address.isFiltered
    ? { title: jobs.noneFound, detail: jobs.noneFoundDetail }
    : { title: jobs.none, detail: jobs.noneDetail };
  return (
    <Page title={jobs.title}>
      <JobFilters {...address} />
      <Text size="sm" c="dimmed" role="status">
        {!list.isLoading && list.problem === null && jobs.listed(list.entries.length, list.showMore !== null)}
      </Text>
      <ListView list={list} empty={empty}>
        {(entries) => <JobsTable jobs={entries} />}
      </ListView>
    </Page>
  );
}
