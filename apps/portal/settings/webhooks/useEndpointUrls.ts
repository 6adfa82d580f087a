import { useList } from '../../api/useList.ts';
import { texts } from '../../texts/index.ts';

/** What the endpoints of deliveries are called: their addresses, and as long as it is not known nothing. */
export function useEndpointUrls(): (endpointId: string) => string {
  const { entries, isLoading } = useList('GET /v1/webhook-endpoints', { query: { limit: 100 } });
  const { gone } = texts.webhooks.deliveries;
  return (endpointId) => entries.find(({ id }) => id === endpointId)?.url ?? (isLoading ? '' : gone);
}
