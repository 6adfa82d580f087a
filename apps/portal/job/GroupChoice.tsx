import { Box, Checkbox, Code, Group, Stack, Text } from '@mantine/core';
import type { JobView } from '@muster/contract';
import { useState } from 'react';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { RoleButton } from '../parts/RoleButton.tsx';
import { texts } from '../texts/index.ts';
import { number } from '../texts/language.ts';
import { useFix } from './useFix.ts';

type IssueGroup = JobView['issueGroups'][number];
type GroupChoiceProps = {
  job: JobView;
  groups: readonly IssueGroup[];
  onJob: (id: string) => void;
  mayFix: boolean;
};

/** Groups of issues; and their suggestions, of which as many as wanted are applied at once, as one new attempt. */
export function GroupChoice({ job, groups, onJob, mayFix }: GroupChoiceProps) {
  const [declined, setDeclined] = useState<ReadonlySet<string>>(new Set());
  const fix = useFix(job.id, onJob);
  const { issues } = texts;
  const offered = mayFix ? groups.filter(canBeFixed) : [];
  const chosen = offered.filter((group) => !declined.has(nameOf(group)));
  return (
    <Stack gap="sm" w="100%">
      <Box component="ul" className="issue-groups" aria-label={issues.groups}>
        {groups.map((group) => (
          <Box component="li" key={nameOf(group)} className="issue-group">
            <Text fw={650} ta="end">
              {number(group.count)}
            </Text>
            <Box className="cell">
              <GroupWords group={group} isOffered={offered.includes(group)} />
              {offered.includes(group) && (
                <Checkbox
                  mt={6}
                  label={issues.useSuggestion(group.suggestion ?? '')}
                  checked={!declined.has(nameOf(group))}
                  onChange={({ currentTarget }) => choose(group, currentTarget.checked)}
                />
              )}
            </Box>
          </Box>
        ))}
      </Box>
      {fix.problem !== null && <ProblemAlert problem={fix.problem} onRetry={fix.again} />}
      {offered.length > 0 && (
        <Group gap="sm">
          <RoleButton
            needs="operator"
            loading={fix.isPending}
            disabled={chosen.length === 0}
            onClick={() => fix.apply(chosen)}
          >
            {chosen.length === 0 ? issues.applyNone : issues.apply(chosen.length, rowsOf(chosen))}
          </RoleButton>
          <Text size="sm" c="dimmed">
            {issues.applyHint}
          </Text>
        </Group>
      )}
    </Stack>
  );

  function choose(group: IssueGroup, isChosen: boolean): void {
    const next = new Set(declined);
    if (isChosen) next.delete(nameOf(group));
    else next.add(nameOf(group));
    setDeclined(next);
  }
}

function GroupWords({ group, isOffered }: { group: IssueGroup; isOffered: boolean }) {
  const { issues } = texts;
  const { code, column, value, count, firstRows, suggestion } = group;
  return (
    <>
      <Text>
        {issues.kind(code, value)} {column !== null && <Code>{column}</Code>}
      </Text>
      <Text size="sm" c="dimmed">
        {issues.inRows(firstRows, count)}
        {suggestion !== undefined && !isOffered && ` · ${issues.didYouMean(suggestion)}`}
      </Text>
    </>
  );
}

/** Cells can be replaced for everybody; what stands in the header cannot. */
function canBeFixed({ column, value, suggestion }: IssueGroup): boolean {
  return column !== null && value !== null && suggestion !== undefined;
}

function nameOf({ code, column, value }: IssueGroup): string {
  return JSON.stringify([code, column, value]);
}

function rowsOf(groups: readonly IssueGroup[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}
