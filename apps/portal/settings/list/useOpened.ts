import { useAddress } from '../../parts/useAddress.ts';

/** Which entry of a list is open stands in the address: `?open=que_…`, or `new` for one that is being added. */
export function useOpened() {
  const { address, go } = useAddress();
  return {
    opened: address.get('open'),
    addressOf: (id: string) => {
      const there = new URLSearchParams(address);
      there.set('open', id);
      return `?${there.toString()}`;
    },
    open: (id: string) => go({ open: id }),
    close: () => go({ open: null }, { replace: true }),
  };
}
