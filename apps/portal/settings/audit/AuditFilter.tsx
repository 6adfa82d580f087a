import { Button, Group, NativeSelect } from '@mantine/core';
import { useList } from '../../api/useList.ts';
import { useAddress } from '../../parts/useAddress.ts';
import { texts } from '../../texts/index.ts';

const { audit: words } = texts;

/** By whom, and what; it stands in the address. */
export function AuditFilter() {
  const { address, go } = useAddress();
  const keys = useList('GET /v1/api-keys', { query: { limit: 100 } }).entries;
  const [by, action] = [address.get('by') ?? '', address.get('action') ?? ''];
  return (
    <Group gap="sm" align="flex-end" role="search">
      <NativeSelect
        label={words.who}
        data={[{ value: '', label: words.anybody }, ...keys.map(({ id, name }) => ({ value: id, label: name }))]}
        value={by}
        onChange={({ currentTarget }) => go({ by: currentTarget.value })}
        w={{ base: '100%', sm: 220 }}
      />
      <NativeSelect
        label={words.what}
        data={[{ value: '', label: words.anything }, ...words.actions]}
        value={action}
        onChange={({ currentTarget }) => go({ action: currentTarget.value })}
        w={{ base: '100%', sm: 280 }}
      />
      {(by !== '' || action !== '') && (
        <Button variant="subtle" onClick={() => go({ by: null, action: null })}>
          {words.clearFilters}
        </Button>
      )}
    </Group>
  );
}
