import { Modal, Stack, Tabs } from '@mantine/core';
import { useMediaQuery, useMounted } from '@mantine/hooks';
import { useJob } from '../api/useJob.ts';
import { JobPanel } from '../job/JobPanel.tsx';
import type { JobProps } from '../job/jobProps.ts';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { texts } from '../texts/index.ts';
import { UploadForm } from './UploadForm.tsx';
import { useDialogAddress } from './useDialogAddress.ts';
import { useIsSending } from './useUpload.ts';

const uploadKinds = ['import-users', 'update-users'] as const;

/** The dialog behind `Import` on the screen of users: a file to choose, and then the job it has become. */
export function ImportDialog() {
  const { kind, jobId, choose, show, close } = useDialogAddress();
  const isThere = useMounted();
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const isSending = useIsSending();
  const { importing } = texts;
  return (
    <Modal
      // Opened after it is there, so that it knows where the focus was, and is to return.
      opened={isThere && kind !== null}
      onClose={close}
      title={importing.title}
      size="60rem"
      fullScreen={isNarrow}
      closeOnClickOutside={false}
      // A file on its way would be given up: that takes the button which says so.
      closeOnEscape={!isSending}
      withCloseButton={!isSending}
      transitionProps={{ exitDuration: 0 }}
      closeButtonProps={{ 'aria-label': importing.close }}
    >
      {jobId !== null && <DialogJob key="job" id={jobId} onJob={show} onClose={close} />}
      {jobId === null && kind !== null && (
        <Tabs
          pt={4}
          value={kind}
          onChange={(tab) => choose(tab === 'update-users' ? tab : 'import-users')}
          keepMounted={false}
        >
          <Tabs.List grow mb="lg">
            {uploadKinds.map((each) => (
              <Tabs.Tab key={each} value={each} data-autofocus={each === kind || undefined} disabled={isSending}>
                {importing.tabs[each]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={kind}>
            <UploadForm kind={kind} onJob={show} onClose={close} />
          </Tabs.Panel>
        </Tabs>
      )}
    </Modal>
  );
}

function DialogJob({ id, onJob, onClose }: Omit<JobProps, 'job'> & { id: string }) {
  const { job, problem, reload } = useJob(id);
  return (
    <Stack>
      {problem !== null && <ProblemAlert problem={problem} onRetry={reload} />}
      {job !== null ? (
        <JobPanel job={job} onJob={onJob} onClose={onClose} takesFocus />
      ) : (
        problem === null && <Waiting />
      )}
    </Stack>
  );
}
