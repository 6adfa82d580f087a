import { Badge } from '@mantine/core';
import type { AnswerOf } from '@muster/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useList } from '../../api/useList.ts';
import { ListView } from '../../parts/ListView.tsx';
import { RoleButton } from '../../parts/RoleButton.tsx';
import { Time } from '../../parts/Time.tsx';
import { texts } from '../../texts/index.ts';
import { EntryDrawer } from '../form/EntryDrawer.tsx';
import { EntryTable, type Column } from '../list/EntryTable.tsx';
import { Said } from '../list/Said.tsx';
import { useOpened } from '../list/useOpened.ts';
import { SectionPage } from '../SectionPage.tsx';
import { EndpointById } from './EndpointById.tsx';
import { NewEndpoint } from './NewEndpoint.tsx';

export type Endpoint = AnswerOf<'GET /v1/webhook-endpoints/{id}'>;

const { webhooks: words } = texts;

/** Whom Muster calls when a job has ended. */
export function EndpointsSection() {
  const client = useQueryClient();
  const list = useList('GET /v1/webhook-endpoints');
  const { opened, open, close } = useOpened();
  const [said, setSaid] = useState<string | null>(null);
  return (
    <SectionPage
      section="webhooks"
      actions={
        <RoleButton needs="admin" onClick={() => open('new')}>
          {words.add}
        </RoleButton>
      }
    >
      <div>
        <Said text={said} />
        <ListView list={list} empty={{ title: words.none, detail: words.noneDetail }}>
          {(entries) => <EntryTable caption={words.caption} entries={entries} columns={columns} />}
        </ListView>
      </div>
      <EntryDrawer opened={opened} title={opened === 'new' ? words.add : words.endpoint} onClose={close}>
        {(id, drawer) =>
          id === 'new' ? (
            <NewEndpoint drawer={drawer} onDone={say} />
          ) : (
            <EndpointById key={id} id={id} drawer={drawer} onDone={say} />
          )
        }
      </EntryDrawer>
    </SectionPage>
  );

  function say(text: string): void {
    setSaid(text);
    void client.invalidateQueries();
  }
}

const columns: Column<Endpoint>[] = [
  { label: words.fields.url.label, cell: ({ url }) => url },
  {
    label: words.state,
    cell: ({ enabled }) => (
      <Badge variant="dot" tt="none" color={enabled ? 'green' : 'red'}>
        {enabled ? words.enabled : words.disabled}
      </Badge>
    ),
  },
  { label: words.events, cell: ({ types }) => words.ofAll(types.length, Object.keys(words.types).length) },
  { label: words.fields.description.label, cell: ({ description }) => description || texts.settings.none },
  { label: words.created, cell: ({ createdAt }) => <Time at={createdAt} /> },
];
