import { Anchor, Table, Text } from '@mantine/core';
import type { JobView } from '@muster/contract';
import { Link } from 'react-router-dom';
import { useList } from '../api/useList.ts';
import { useWhyNot } from '../api/useWhyNot.ts';
import { ListView } from '../parts/ListView.tsx';
import { Time } from '../parts/Time.tsx';
import { DeliveryState } from '../settings/webhooks/DeliveryState.tsx';
import { useEndpointUrls } from '../settings/webhooks/useEndpointUrls.ts';
import { texts } from '../texts/index.ts';
import { number } from '../texts/language.ts';
import { JobSection } from './JobSection.tsx';

const { jobs, webhooks } = texts;
const words = webhooks.deliveries;

/** Who was told of a job, and how that went: for administrators. The others are told why they do not see it. */
export function JobDeliveries({ job }: { job: JobView }) {
  const whyNot = useWhyNot('admin');
  return (
    <JobSection title={jobs.deliveries}>
      {whyNot === null ? (
        <Deliveries job={job} />
      ) : (
        <Text size="sm" c="dimmed">
          {whyNot}
        </Text>
      )}
    </JobSection>
  );
}

function Deliveries({ job }: { job: JobView }) {
  const list = useList('GET /v1/webhook-deliveries', {
    query: { jobId: job.id },
    refreshWhile: (seen) => seen.some(({ state }) => state === 'pending') || mayYetBeTold(job),
  });
  const urlOf = useEndpointUrls();
  if (list.entries.length === 0 && !list.isLoading && list.problem === null) {
    return (
      <Text size="sm" c="dimmed">
        {jobs.deliveriesNone}
      </Text>
    );
  }
  return (
    <ListView list={list} empty={{ title: jobs.deliveriesNone, detail: '' }}>
      {(deliveries) => (
        <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table verticalSpacing={6} aria-label={jobs.deliveries}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.event}</Table.Th>
                <Table.Th miw={150}>{words.endpoint}</Table.Th>
                <Table.Th>{words.state}</Table.Th>
                <Table.Th>{words.attempts}</Table.Th>
                <Table.Th>{words.next}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {deliveries.map(({ id, type, endpointId, state, attemptCount, nextAttemptAt }) => (
                <Table.Tr key={id}>
                  <Table.Td>
                    <Anchor component={Link} to={`/settings/deliveries?jobId=${job.id}&open=${id}`} size="sm">
                      {webhooks.types[type]}
                    </Anchor>
                  </Table.Td>
                  <Table.Td className="breakable">{urlOf(endpointId)}</Table.Td>
                  <Table.Td>
                    <DeliveryState state={state} />
                  </Table.Td>
                  <Table.Td>{number(attemptCount)}</Table.Td>
                  <Table.Td className="one-line">
                    {nextAttemptAt === null ? texts.settings.none : <Time at={nextAttemptAt} />}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </ListView>
  );
}

/** Deliveries follow what they tell of a little later: a job that moves, or has just ended, may have some in a moment. */
function mayYetBeTold({ finishedAt }: JobView): boolean {
  return finishedAt === null || Date.now() - new Date(finishedAt).getTime() < 20_000;
}
