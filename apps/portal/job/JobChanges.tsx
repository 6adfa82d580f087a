import { Anchor, Box, Button, Collapse, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { JobView } from '@muster/contract';
import { useId } from 'react';
import { texts } from '../texts/index.ts';
import { ChangesTable } from './ChangesTable.tsx';

/** Every change of a job, to be opened; and as a file. */
export function JobChanges({ job, isOpenFirst }: { job: JobView; isOpenFirst: boolean }) {
  const [isOpen, { toggle }] = useDisclosure(isOpenFirst);
  const table = useId();
  const { review } = texts;
  if (job.links.changes === undefined) return null;
  return (
    <Box>
      <Group justify="space-between">
        <Button variant="subtle" px={0} onClick={toggle} aria-expanded={isOpen} aria-controls={table}>
          {isOpen ? review.hideChanges : review.showChanges}
        </Button>
        {job.links.result !== undefined && (
          <Anchor href={job.links.result} download size="sm">
            {review.download}
          </Anchor>
        )}
      </Group>
      <Collapse expanded={isOpen} id={table} keepMounted={false}>
        <ChangesTable id={job.id} />
      </Collapse>
    </Box>
  );
}
