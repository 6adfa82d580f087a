import { Anchor } from '@mantine/core';
import type { AnswerOf } from '@muster/contract';
import { Link } from 'react-router-dom';
import { useList } from '../../api/useList.ts';
import { ListView } from '../../parts/ListView.tsx';
import { Time } from '../../parts/Time.tsx';
import { useAddress } from '../../parts/useAddress.ts';
import { texts } from '../../texts/index.ts';
import { number } from '../../texts/language.ts';
import { EntryDrawer } from '../form/EntryDrawer.tsx';
import { EntryTable, type Column } from '../list/EntryTable.tsx';
import { useOpened } from '../list/useOpened.ts';
import { SectionPage } from '../SectionPage.tsx';
import { DeliveryById } from './DeliveryById.tsx';
import { DeliveryFilter } from './DeliveryFilter.tsx';
import { DeliveryState, isDeliveryState } from './DeliveryState.tsx';
import { useEndpointUrls } from './useEndpointUrls.ts';

export type Delivery = AnswerOf<'GET /v1/webhook-deliveries'>['data'][number];

const { deliveries: words, types } = texts.webhooks;

/** What was sent and is to be sent, by endpoint, state and job. */
export function DeliveriesSection() {
  const { address } = useAddress();
  const [endpointId, state, jobId] = [address.get('endpointId'), address.get('state') ?? '', address.get('jobId')];
  const list = useList('GET /v1/webhook-deliveries', {
    query: {
      limit: 50,
      ...(endpointId !== null && { endpointId }),
      ...(isDeliveryState(state) && { state }),
      ...(jobId !== null && { jobId }),
    },
    refreshWhile: (seen) => seen.some((delivery) => delivery.state === 'pending'),
  });
  const endpoints = useList('GET /v1/webhook-endpoints', { query: { limit: 100 } }).entries;
  const { opened, close } = useOpened();
  const urlOf = useEndpointUrls();
  const columns: Column<Delivery>[] = [
    { label: words.event, cell: ({ type }) => types[type] },
    { label: words.state, cell: (delivery) => <DeliveryState state={delivery.state} /> },
    { label: words.when, cell: ({ createdAt }) => <Time at={createdAt} /> },
    { label: words.endpoint, cell: (delivery) => urlOf(delivery.endpointId) },
    { label: words.attempts, cell: ({ attemptCount }) => number(attemptCount) },
    {
      label: words.job,
      cell: (delivery) =>
        delivery.jobId === null ? (
          texts.settings.none
        ) : (
          <Anchor component={Link} to={`/jobs/${delivery.jobId}`} size="sm">
            {words.toJob}
          </Anchor>
        ),
    },
  ];
  return (
    <SectionPage section="deliveries">
      <DeliveryFilter endpoints={endpoints} />
      <ListView list={list} empty={{ title: words.none, detail: words.noneDetail }}>
        {(entries) => <EntryTable caption={words.caption} entries={entries} columns={columns} />}
      </ListView>
      <EntryDrawer opened={opened} title={words.delivery} onClose={close}>
        {(id) => <DeliveryById key={id} id={id} urlOf={urlOf} />}
      </EntryDrawer>
    </SectionPage>
  );
}
