import { Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { RoleButton } from '../parts/RoleButton.tsx';
import { texts } from '../texts/index.ts';
import type { UsersFilter } from '../users/useUsersAddress.ts';
import { ExportDialog } from './ExportDialog.tsx';

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
        <ExportDialog filter={filter} total={total} onClose={close} />
      </Modal>
    </>
  );
}
