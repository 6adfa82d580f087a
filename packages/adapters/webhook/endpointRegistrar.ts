import { guardUrl, type UrlPolicy } from './guardUrl.ts';
import type { SecretBox } from './secretBox.ts';
import { newSigningSecret } from './signEvent.ts';

/** What has to be right, and made, before an endpoint is recorded. */
export type EndpointRegistrar = {
  /**
   * Why nobody may be called there, null when somebody may. A name that nobody knows now is fine: it is looked up and
   * checked again before every attempt.
   */
  refuseUrl(url: string): Promise<string | null>;
  /** A new signing secret: its text is shown once, what is kept is sealed for this endpoint only. */
  makeSecret(endpointId: string): { secret: string; sealed: string };
};

export function endpointRegistrar({ box, ...policy }: UrlPolicy & { box: SecretBox }): EndpointRegistrar {
  return {
    refuseUrl: async (url) => {
      const guarded = await guardUrl(url, policy);
      return guarded.verdict === 'refused' ? guarded.reason : null;
    },
    makeSecret: (endpointId) => {
      const secret = newSigningSecret();
      return { secret, sealed: box.seal(secret, endpointId) };
    },
  };
}
