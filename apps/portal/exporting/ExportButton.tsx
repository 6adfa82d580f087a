import { Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { RoleButton } from '../parts/RoleButton.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { texts } from '../texts/index.ts';
import type { UsersFilter } from '../users/useUsersAddress.ts';

// With all that shows a job: loaded when it is opened first.
const ExportDialog = lazy(async () => ({ default: (await import('./ExportDialog.tsx')).ExportDialog }));

/** `Export` at the top of the table of users: exactly those who are displayed there, and how many that are. */
export function ExportButton({ filter, total }: { filter: UsersFilter; total: number | null }) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const { exporting } = texts;
  return (
    <>
      <RoleButton needs="operator" variant="default" onClick={open}>
        {exporting.open(total)}
      </RoleButton>
      <Modal
        opened={isOpen}
        onClose={close}
        title={exporting.title}
        size="lg"
        closeButtonProps={{ 'aria-label': exporting.close }}
      >
        <Suspense fallback={<Waiting />}>
          <ExportDialog filter={filter} total={total} onClose={close} />
        </Suspense>
      </Modal>
    </>
  );
}
