import { Badge } from '@mantine/core';
import { texts } from '../../texts/index.ts';
import type { Delivery } from './DeliveriesSection.tsx';

const colors = {
  pending: 'indigo',
  delivered: 'green',
  exhausted: 'red',
  disabled: 'gray.5',
} satisfies Record<Delivery['state'], string>;

/** The state of a delivery in words; the color only repeats them. */
export function DeliveryState({ state }: { state: Delivery['state'] }) {
  return (
    <Badge variant="dot" tt="none" color={colors[state]}>
      {texts.webhooks.deliveries.states[state]}
    </Badge>
  );
}

export function isDeliveryState(text: string): text is Delivery['state'] {
  return Object.hasOwn(colors, text);
}
