import type { QueryOf } from '@muster/contract';
import { useSignedIn } from '../api/session.ts';
import { useAddress } from '../parts/useAddress.ts';
import { texts } from '../texts/index.ts';

type JobsQuery = QueryOf<'GET /v1/jobs'>;
type Kind = keyof typeof texts.jobs.kinds;
/** A file that is still arriving is no job yet, and cannot be asked for. */
type State = Exclude<keyof typeof texts.jobs.states, 'receiving'>;

export const kinds: readonly Kind[] = Object.keys(texts.jobs.kinds).filter(isKind);
export const states: readonly State[] = Object.keys(texts.jobs.states).filter(isState);

export type JobsAddress = {
  kind: Kind | null;
  state: State | null;
  isMine: boolean;
  parentJobId: string | null;
  isFiltered: boolean;
  query: JobsQuery;
  set: (changes: { kind?: string; state?: string; mine?: string; parentJobId?: string }) => void;
  clear: () => void;
};

/** Which jobs: in the address, as everything that narrows down a list. */
export function useJobsAddress(): JobsAddress {
  const { address, go } = useAddress();
  const { id: keyId } = useSignedIn().key;
  const kind = known(isKind, address.get('kind'));
  const state = known(isState, address.get('state'));
  const isMine = address.get('mine') === 'true';
  const parentJobId = address.get('parentJobId');
  const query: JobsQuery = {
    ...(kind !== null && { kind }),
    ...(state !== null && { state }),
    ...(isMine && { createdBy: keyId }),
    ...(parentJobId !== null && { parentJobId }),
  };
  return {
    kind,
    state,
    isMine,
    parentJobId,
    isFiltered: Object.keys(query).length > 0,
    query,
    set: (changes) => go(changes),
    clear: () => go({ kind: null, state: null, mine: null, parentJobId: null }),
  };
}

function isKind(name: string): name is Kind {
  return Object.hasOwn(texts.jobs.kinds, name);
}

function isState(name: string): name is State {
  return name !== 'receiving' && Object.hasOwn(texts.jobs.states, name);
}

function known<T extends string>(is: (name: string) => name is T, name: string | null): T | null {
  return name !== null && is(name) ? name : null;
}
