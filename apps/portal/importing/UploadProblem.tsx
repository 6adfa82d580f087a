import { Text } from '@mantine/core';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { texts } from '../texts/index.ts';
import type { Sending } from './useUpload.ts';

/** Why a file did not arrive, and what sending it again means. */
export function UploadProblem({ sending: { problem, sendAgain } }: { sending: Sending }) {
  if (problem === null) return null;
  return (
    <>
      <ProblemAlert problem={problem} onRetry={sendAgain} />
      <Text size="sm" c="dimmed">
        {texts.importing.retryHint} {texts.importing.chooseAgain}
      </Text>
    </>
  );
}
