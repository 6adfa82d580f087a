import { Anchor, Table } from '@mantine/core';
import { Link } from 'react-router-dom';
import { useList } from '../api/useList.ts';
import { ListView } from '../parts/ListView.tsx';
import { Page } from '../parts/Page.tsx';
import { Time } from '../parts/Time.tsx';
import { texts } from '../texts/index.ts';
import { JobState } from './JobState.tsx';

/** Every import, update, export and undo of the account. */
export function JobsScreen() {
  const list = useList('GET /v1/jobs');
  const { jobs } = texts;
  return (
    <Page title={jobs.title}>
      <ListView list={list} empty={{ title: jobs.none, detail: jobs.noneDetail }}>
        {(entries) => (
          <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table highlightOnHover verticalSpacing="sm" aria-label={jobs.caption}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{jobs.kind}</Table.Th>
                  <Table.Th>{jobs.state}</Table.Th>
                  <Table.Th>{jobs.file}</Table.Th>
                  <Table.Th>{jobs.by}</Table.Th>
                  <Table.Th>{jobs.created}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {entries.map((job) => (
                  <Table.Tr key={job.id}>
                    <Table.Td>
                      <Anchor component={Link} to={`/jobs/${job.id}`} size="sm">
                        {jobs.kinds[job.kind]}
                      </Anchor>
                    </Table.Td>
                    <Table.Td>
                      <JobState state={job.state} />
                    </Table.Td>
                    <Table.Td>{job.file?.name ?? jobs.noFile}</Table.Td>
                    <Table.Td>{job.createdBy.name}</Table.Td>
                    <Table.Td>
                      <Time at={job.createdAt} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </ListView>
    </Page>
  );
}
