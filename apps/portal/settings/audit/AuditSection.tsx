import { Anchor, Code, Stack, Text } from '@mantine/core';
import type { AuditEntryView } from '@muster/contract';
import { Link } from 'react-router-dom';
import { useList } from '../../api/useList.ts';
import { ListView } from '../../parts/ListView.tsx';
import { Time } from '../../parts/Time.tsx';
import { texts } from '../../texts/index.ts';
import { useAddress } from '../../parts/useAddress.ts';
import { EntryTable, type Column } from '../list/EntryTable.tsx';
import { SectionPage } from '../SectionPage.tsx';
import { AuditFilter } from './AuditFilter.tsx';
import { auditLines } from './auditLines.ts';

const { audit: words, settings } = texts;

/** Who changed what, and when. */
export function AuditSection() {
  const { address } = useAddress();
  const [createdBy, action] = [address.get('by'), address.get('action')];
  const list = useList('GET /v1/audit-entries', {
    query: { limit: 50, ...(createdBy !== null && { createdBy }), ...(action !== null && { action }) },
  });
  const isFiltered = createdBy !== null || action !== null;
  const empty = isFiltered
    ? { title: words.noneFound, detail: words.noneFoundDetail }
    : { title: words.none, detail: words.noneDetail };
  return (
    <SectionPage section="audit">
      <AuditFilter />
      <ListView list={list} empty={empty}>
        {(entries) => <EntryTable caption={words.caption} entries={entries} columns={columns} isReadOnly />}
      </ListView>
    </SectionPage>
  );
}

const columns: Column<AuditEntryView>[] = [
  {
    label: words.when,
    cell: ({ at }) => (
      <span className="one-line">
        <Time at={at} timeStyle="medium" />
      </span>
    ),
  },
  { label: words.who, cell: (entry) => <Who by={entry.by} /> },
  { label: words.what, cell: (entry) => <What entry={entry} /> },
  { label: words.detail, cell: (entry) => <Detail entry={entry} /> },
  {
    label: words.request,
    cell: ({ requestId }) => (requestId === null ? settings.none : <Code className="one-line">{requestId}</Code>),
  },
];

/** Muster itself has no key. */
function Who({ by: { keyId, name } }: { by: AuditEntryView['by'] }) {
  if (keyId === '') return name;
  return (
    <Anchor component={Link} to={`/settings/keys?open=${keyId}`} size="sm">
      {name}
    </Anchor>
  );
}

function What({ entry: { action, jobId } }: { entry: AuditEntryView }) {
  return (
    <Stack gap={2}>
      {words.action(action)}
      {jobId !== null && (
        <Anchor component={Link} to={`/jobs/${jobId}`} size="sm">
          {words.toJob}
        </Anchor>
      )}
    </Stack>
  );
}

function Detail({ entry: { detail } }: { entry: AuditEntryView }) {
  const { userId } = detail;
  return (
    <Stack gap={2}>
      {auditLines(detail).map((line) => (
        <Text key={line} size="sm" className="breakable">
          {line}
        </Text>
      ))}
      {typeof userId === 'string' && (
        <Anchor component={Link} to={`/users/${userId}`} size="sm">
          {words.toUser}
        </Anchor>
      )}
    </Stack>
  );
}
