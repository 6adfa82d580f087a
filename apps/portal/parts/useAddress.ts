import { useLocation, useSearchParams, type Location } from 'react-router-dom';

/** Null takes a part out of the address. */
type AddressChanges = Record<string, string | null>;

type Go = (changes: AddressChanges, how?: { replace?: boolean; state?: unknown }) => void;

/**
 * What a screen shows stands in the query of its address, so that a reload, `Back` and a copied link keep it. Changes
 * touch only the parts they name: whatever else stands there belongs to somebody else.
 */
export function useAddress(): { address: URLSearchParams; go: Go } {
  const [address, setAddress] = useSearchParams();
  const here: Location<unknown> = useLocation();
  return {
    address,
    go: (changes, { replace = false, state = here.state } = {}) =>
      setAddress((before) => changed(before, changes), { replace, state }),
  };
}

function changed(before: URLSearchParams, changes: AddressChanges): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') after.delete(name);
    else after.set(name, value);
  }
  return after;
}
