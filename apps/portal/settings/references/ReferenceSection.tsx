import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ListView } from '../../parts/ListView.tsx';
import { RoleButton } from '../../parts/RoleButton.tsx';
import { texts } from '../../texts/index.ts';
import { EntryDrawer } from '../form/EntryDrawer.tsx';
import { EntryTable } from '../list/EntryTable.tsx';
import { Said } from '../list/Said.tsx';
import { useOpened } from '../list/useOpened.ts';
import type { Section } from '../sections.ts';
import { SectionPage } from '../SectionPage.tsx';
import type { Description } from './description.ts';
import { ReferenceForm } from './ReferenceForm.tsx';

type ReferenceSectionProps<Entry extends { id: string }, Form extends object> = {
  section: Section;
  description: Description<Entry, Form>;
  actions?: ReactNode;
};

/** One kind of reference data: its list, and each entry at the side, where it is changed and deleted. */
export function ReferenceSection<Entry extends { id: string }, Form extends object>({
  section,
  description,
  actions,
}: ReferenceSectionProps<Entry, Form>) {
  const client = useQueryClient();
  const { opened, open, close } = useOpened();
  const [said, setSaid] = useState<string | null>(null);
  const { calls, words, columns, nameOf } = description;
  const list = calls.useAll();
  const entry = list.entries.find(({ id }) => id === opened);
  const title = entry === undefined ? texts.settings.sections[section].title : nameOf(entry);
  return (
    <SectionPage
      section={section}
      actions={
        <>
          {actions}
          <RoleButton needs="admin" onClick={() => open('new')}>
            {words.add}
          </RoleButton>
        </>
      }
    >
      <div>
        <Said text={said} />
        <ListView list={list} empty={{ title: words.none, detail: words.noneDetail }}>
          {(entries) => <EntryTable caption={words.caption} entries={entries} columns={columns} />}
        </ListView>
      </div>
      <EntryDrawer opened={opened} title={opened === 'new' ? words.add : title} onClose={close}>
        {(id, drawer) => (
          <ReferenceForm
            key={id}
            id={id}
            description={description}
            hold={drawer.hold}
            onDone={(text) => {
              setSaid(text);
              drawer.close();
              // Names stand in other lists as well, and what is counted somewhere may have changed.
              void client.invalidateQueries();
            }}
          />
        )}
      </EntryDrawer>
    </SectionPage>
  );
}
