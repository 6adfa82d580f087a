import { Checkbox } from '@mantine/core';
import type { JobView } from '@muster/contract';
import { ListModeChoice } from '../importing/UploadChoices.tsx';
import { UploadProblem } from '../importing/UploadProblem.tsx';
import { texts } from '../texts/index.ts';
import type { NextFile } from './useNextFile.ts';

/** What has to be said of the next file that nobody can know but whoever sends it; and why the last one did not arrive. */
export function NextFileChoices({ job, next }: { job: JobView; next: NextFile }) {
  const isUnread = job.issueGroups.some(({ code }) => code === 'encoding_unsupported');
  return (
    <>
      {next.kind === 'update-users' && <ListModeChoice value={next.listMode} onChange={next.setListMode} />}
      {isUnread && (
        <Checkbox
          label={texts.issues.correctedEncoding}
          checked={next.isWindows}
          onChange={({ currentTarget }) => next.setWindows(currentTarget.checked)}
        />
      )}
      <UploadProblem sending={next.sending} />
    </>
  );
}
