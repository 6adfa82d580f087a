import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { newSigningSecret, signEvent } from './signEvent.ts';

const message = { id: 'evt_1', at: new Date(), body: '{"type":"job.succeeded","data":{"naïve":"☃"}}' };

test('the official package accepts the signature', () => {
  const secret = newSigningSecret();
  expect(new Webhook(secret).verify(message.body, signEvent([secret], message))).toEqual(JSON.parse(message.body));
});

test('while two secrets overlap, whoever knows either accepts it', () => {
  const secrets = [newSigningSecret(), newSigningSecret()];
  const headers = signEvent(secrets, message);
  for (const secret of secrets) expect(() => new Webhook(secret).verify(message.body, headers)).not.toThrow();
});

test.each([
  ['another body', { ...message, body: '{}' }],
  ['another id', { ...message, id: 'evt_2' }],
  ['another time', { ...message, at: new Date(message.at.getTime() - 1_000) }],
])('the signature is not valid for %s', (_, other) => {
  const secret = newSigningSecret();
  const headers = { ...signEvent([secret], message), 'webhook-id': other.id };
  headers['webhook-timestamp'] = String(Math.floor(other.at.getTime() / 1_000));
  expect(() => new Webhook(secret).verify(other.body, headers)).toThrow(WebhookVerificationError);
});

test('nobody accepts the signature of a stranger', () => {
  const headers = signEvent([newSigningSecret()], message);
  expect(() => new Webhook(newSigningSecret()).verify(message.body, headers)).toThrow(WebhookVerificationError);
});
