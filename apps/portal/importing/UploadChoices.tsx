import { Checkbox, Radio, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { texts } from '../texts/index.ts';
import type { ListMode, UploadKind, UploadOptions } from './sendFile.ts';

export type Choices = { review: boolean; applyAt: string; listMode: ListMode; isWindows: boolean };

export const noChoices: Choices = { review: false, applyAt: '', listMode: 'replace', isWindows: false };

type UploadChoicesProps = { kind: UploadKind; choices: Choices; onChange: (choices: Choices) => void };

/** How a file is to be taken. */
export function UploadChoices({ kind, choices, onChange }: UploadChoicesProps) {
  const { importing } = texts;
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Switch
          label={importing.review}
          description={importing.reviewHint}
          checked={choices.review}
          onChange={({ currentTarget }) => onChange({ ...choices, review: currentTarget.checked })}
        />
        <TextInput
          type="datetime-local"
          label={importing.applyAt}
          description={importing.applyAtHint(Intl.DateTimeFormat().resolvedOptions().timeZone)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={choices.applyAt}
          onChange={({ currentTarget }) => onChange({ ...choices, applyAt: currentTarget.value })}
        />
      </SimpleGrid>
      {kind === 'update-users' && (
        <ListModeChoice value={choices.listMode} onChange={(listMode) => onChange({ ...choices, listMode })} />
      )}
      <Checkbox
        label={importing.encoding}
        description={choices.isWindows ? importing.encodingHint : undefined}
        checked={choices.isWindows}
        onChange={({ currentTarget }) => onChange({ ...choices, isWindows: currentTarget.checked })}
      />
    </Stack>
  );
}

/** What becomes of lists a user has already. */
export function ListModeChoice({ value, onChange }: { value: ListMode; onChange: (value: ListMode) => void }) {
  const { importing } = texts;
  return (
    <Radio.Group
      label={importing.lists}
      value={value}
      onChange={(chosen) => onChange(chosen === 'merge' ? chosen : 'replace')}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="replace" label={importing.listModes.replace} description={importing.listHints.replace} />
        <Radio value="merge" label={importing.listModes.merge} description={importing.listHints.merge} />
      </Stack>
    </Radio.Group>
  );
}

/** What the API is told of it; null: the time that was chosen is not one. */
export function optionsOf(kind: UploadKind, choices: Choices, now: number): UploadOptions | null {
  const { review, applyAt, listMode, isWindows } = choices;
  const options: UploadOptions = {
    ...(review && { mode: 'review' }),
    ...(kind === 'update-users' && { listMode }),
    ...(isWindows && { encoding: 'windows-1252' }),
  };
  if (applyAt === '') return options;
  const at = new Date(applyAt).getTime(); // without a zone: the viewer's own
  if (!(at >= now + minuteMs && at <= now + mostMs)) return null;
  return { ...options, applyAt: new Date(at).toISOString() };
}

const minuteMs = 60_000;
const mostMs = 30 * 24 * 60 * minuteMs;
