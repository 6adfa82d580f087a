import { lazy, Suspense, useState } from 'react';
import { RoleButton } from '../parts/RoleButton.tsx';
import { texts } from '../texts/index.ts';
import { useDialogAddress } from './useDialogAddress.ts';

// Loaded when it is opened first; it stays then, to give the focus back when it is closed.
const ImportDialog = lazy(async () => ({ default: (await import('./ImportDialog.tsx')).ImportDialog }));

/** `Import` at the top of the table of users, and the dialog it opens. */
export function ImportButton() {
  const { kind, open } = useDialogAddress();
  const isOpen = kind !== null;
  const [isNeeded, setNeeded] = useState(isOpen);
  if (isOpen && !isNeeded) setNeeded(true);
  return (
    <>
      <RoleButton needs="operator" onClick={() => open('import-users')}>
        {texts.importing.open}
      </RoleButton>
      <Suspense>{isNeeded && <ImportDialog />}</Suspense>
    </>
  );
}
