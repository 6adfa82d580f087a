import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../api/ask.ts';
import { problemOf } from '../../api/problemOf.ts';
import { ProblemAlert } from '../../parts/ProblemAlert.tsx';
import { RoleButton } from '../../parts/RoleButton.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { texts } from '../../texts/index.ts';
import { EntryDrawer } from '../form/EntryDrawer.tsx';
import { EntryForm } from '../form/EntryForm.tsx';
import { Said } from '../list/Said.tsx';
import { useOpened } from '../list/useOpened.ts';
import { SectionPage } from '../SectionPage.tsx';
import { AccountFacts } from './AccountFacts.tsx';
import { accountFields, accountForm } from './accountFields.ts';

const { account: words, save } = texts.settings;

/** What the account may do, and how that is changed. */
export function AccountSection() {
  const client = useQueryClient();
  const account = useQuery({
    queryKey: ['GET /v1/account'],
    queryFn: ({ signal }) => ask('GET /v1/account', { signal }),
  });
  const { opened, open, close } = useOpened();
  const [said, setSaid] = useState<string | null>(null);
  const { data, error } = account;
  return (
    <SectionPage
      section="account"
      actions={
        <RoleButton needs="admin" onClick={() => open('account')}>
          {words.change}
        </RoleButton>
      }
    >
      <div>
        <Said text={said} />
        {error !== null && <ProblemAlert problem={problemOf(error)} onRetry={() => void account.refetch()} />}
        {data === undefined ? error === null && <Waiting /> : <AccountFacts account={data} />}
      </div>
      <EntryDrawer opened={opened} title={texts.settings.sections.account.title} onClose={close}>
        {(_id, drawer) =>
          data !== undefined && (
            <EntryForm
              fields={accountFields}
              initial={accountForm(data)}
              submitLabel={save}
              hold={drawer.hold}
              submit={async ({ changes }) => {
                await ask('PATCH /v1/account', { body: changes });
                setSaid(words.changed);
                drawer.close();
                void client.invalidateQueries();
              }}
            />
          )
        }
      </EntryDrawer>
    </SectionPage>
  );
}
