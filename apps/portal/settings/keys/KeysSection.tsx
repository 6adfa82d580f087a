import { Badge, Group } from '@mantine/core';
import type { KeyView } from '@muster/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSignedIn } from '../../api/session.ts';
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
import { KeyById } from './KeyById.tsx';
import { keyState } from './keyState.ts';
import { NewKey } from './NewKey.tsx';

const { keys: words, settings } = texts;

/** Who may use the API, and the portal, in the name of the account. */
export function KeysSection() {
  const client = useQueryClient();
  const list = useList('GET /v1/api-keys');
  const { opened, open, close } = useOpened();
  const [said, setSaid] = useState<string | null>(null);
  const own = useSignedIn().key.id;
  const title = list.entries.find(({ id }) => id === opened)?.name ?? words.add;
  return (
    <SectionPage
      section="keys"
      actions={
        <RoleButton needs="admin" onClick={() => open('new')}>
          {words.add}
        </RoleButton>
      }
    >
      <div>
        <Said text={said} />
        <ListView list={list} empty={{ title: words.none, detail: words.noneDetail }}>
          {(entries) => <EntryTable caption={words.caption} entries={entries} columns={columnsFor(own)} />}
        </ListView>
      </div>
      <EntryDrawer opened={opened} title={opened === 'new' ? words.add : title} onClose={close}>
        {(id, drawer) =>
          id === 'new' ? (
            <NewKey drawer={drawer} onDone={say} />
          ) : (
            <KeyById key={id} id={id} drawer={drawer} onDone={say} />
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

function columnsFor(own: string): Column<KeyView>[] {
  return [
    { label: words.fields.name.label, cell: ({ name }) => name },
    { label: words.fields.role.label, cell: ({ role }) => texts.shell.roles[role] },
    {
      label: words.state,
      cell: (key) => (
        <Group gap="xs">
          <Badge variant="dot" tt="none" color={keyState(key, Date.now()) === 'inForce' ? 'green' : 'gray.5'}>
            {words.states[keyState(key, Date.now())]}
          </Badge>
          {key.id === own && (
            <Badge variant="light" tt="none">
              {words.yours}
            </Badge>
          )}
        </Group>
      ),
    },
    {
      label: words.lastUsed,
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? words.never : <Time at={lastUsedAt} />),
    },
    {
      label: words.fields.expiresAt.label,
      cell: ({ expiresAt }) => (expiresAt === null ? settings.none : <Time at={expiresAt} />),
    },
  ];
}
