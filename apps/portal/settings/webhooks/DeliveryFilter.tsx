import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useAddress } from '../../parts/useAddress.ts';
import { texts } from '../../texts/index.ts';
import type { Endpoint } from './EndpointsSection.tsx';

const { deliveries: words } = texts.webhooks;

/** Which deliveries are listed; it stands in the address. */
export function DeliveryFilter({ endpoints }: { endpoints: readonly Endpoint[] }) {
  const { address, go } = useAddress();
  const choose = (name: string) => (event: { currentTarget: { value: string } }) =>
    go({ [name]: event.currentTarget.value.trim() }, { replace: true });
  const every = { value: '', label: words.every };
  return (
    <Group gap="sm" align="flex-end" role="search">
      <NativeSelect
        label={words.endpoint}
        data={[every, ...endpoints.map(({ id, url }) => ({ value: id, label: url }))]}
        value={address.get('endpointId') ?? ''}
        onChange={choose('endpointId')}
        w={{ base: '100%', sm: 280 }}
      />
      <NativeSelect
        label={words.state}
        data={[every, ...Object.entries(words.states).map(([value, label]) => ({ value, label }))]}
        value={address.get('state') ?? ''}
        onChange={choose('state')}
        w={{ base: '100%', sm: 220 }}
      />
      <TextInput
        label={words.jobId}
        placeholder={words.jobIdHint}
        value={address.get('jobId') ?? ''}
        onChange={choose('jobId')}
        w={{ base: '100%', sm: 260 }}
      />
    </Group>
  );
}
