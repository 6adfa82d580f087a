import type { JobView } from '@muster/contract';
import { isSettled } from './followJob.ts';
import { grouped, printable, quoted, table } from './printable.ts';

type IssueGroup = JobView['issueGroups'][number];

/** A job as a person reads it: what it is, how it stands, what is wrong in the file, and what can be done about it. */
export function describeJob(job: JobView): string[] {
  const name = job.file === null ? [] : [printable(job.file.name)];
  return [[job.id, job.kind, ...name].join('  '), sentence(job), ...issues(job), ...next(job)];
}

function sentence(job: JobView): string {
  const { state, counts, problem, confirmation, applyAt } = job;
  switch (state) {
    case 'receiving':
    case 'queued':
    case 'validating':
    case 'applying':
    case 'exporting':
    case 'undoing':
      return `${state}.`;
    case 'awaiting_confirmation':
      return `awaiting confirmation: ${changes(job, 'would be ')}${danger(confirmation)}. Nothing is applied yet.`;
    case 'scheduled':
      return `scheduled for ${applyAt ?? 'later'}: ${changes(job, 'would be ')}. Nothing is applied yet.`;
    case 'validated':
      return `validated: ${changes(job, 'would be ')}. Nothing was applied.`;
    case 'succeeded':
      return `succeeded: ${changes(job)}.`;
    case 'rejected':
      return `rejected: ${rejection(counts)}. Nothing was applied.`;
    case 'failed':
      return `failed: ${printable(problem?.detail ?? '')} Nothing was applied. ${
        problem?.retryable === true ? 'Submit it again.' : 'Tell whoever runs this Muster, with the id of the job.'
      }`;
    case 'cancelled':
    case 'expired':
      return `${state}. Nothing was applied.`;
  }
}

function changes({ kind, counts }: JobView, would = ''): string {
  if (counts === null) return 'nothing counted';
  if (kind === 'export-users') return `${count(counts.rows, 'user')} exported`;
  const done = (['created', 'updated', 'removed', 'unchanged', 'deactivated'] as const)
    .filter((what) => counts[what] > 0)
    .map((what) => `${grouped(counts[what])} ${would}${what}`);
  return `${count(counts.rows, 'row')}${done.length === 0 ? '' : `, ${done.join(', ')}`}`;
}

function danger(confirmation: JobView['confirmation']): string {
  if (confirmation === null || confirmation.deactivated + confirmation.roleChanged === 0) return '';
  const { deactivated, roleChanged, ofUsers } = confirmation;
  return (
    `; of all ${count(ofUsers, 'user')} ${grouped(deactivated)} would be deactivated ` +
    `and ${grouped(roleChanged)} get another role`
  );
}

function rejection(counts: JobView['counts']): string {
  if (counts === null) return 'the file has issues';
  return `${count(counts.issues, 'issue')} in ${grouped(counts.invalid)} of ${count(counts.rows, 'row')}`;
}

function issues({ issueGroups, issueGroupsTotal }: JobView): string[] {
  if (issueGroups.length === 0) return [];
  const lines = table(issueGroups.map((group) => [`  ${grouped(group.count)} ×`.padStart(8), ...told(group)]));
  const more = issueGroupsTotal - issueGroups.length;
  return ['', ...lines, ...(more > 0 ? [`  and ${grouped(more)} more kinds of issues`] : [])];
}

function told({ code, column, value, suggestion, firstRows, count: all }: IssueGroup): string[] {
  const what = `${code.replaceAll('_', ' ')}${value === null ? '' : ` ${quoted(value)}`}`;
  const rows = firstRows.slice(0, 5).join(', ');
  const where = rows === '' ? '' : `row ${rows}${all > 5 ? ' …' : ''}`;
  return [printable(column ?? ''), what, suggestion === undefined ? '' : `did you mean ${quoted(suggestion)}?`, where];
}

/** The commands that fit its state, as the links of the job offer them. */
function next(job: JobView): string[] {
  const { id, links, issueGroups } = job;
  const offers: [string, string][] = [];
  if (links.confirm !== undefined) offers.push([`muster confirm ${id}`, 'apply it']);
  if (links.errorReport !== undefined) {
    offers.push([`muster errors ${id} -o errors.csv`, 'the table, and what is wrong in it: correct it and submit it']);
  }
  if (links.fix !== undefined && issueGroups.some(({ suggestion }) => suggestion !== undefined)) {
    offers.push([`muster fix ${id} --suggested`, 'try again with all that was suggested']);
  }
  if (links.changes !== undefined) offers.push([`muster changes ${id}`, 'what it means, user by user']);
  if (links.undo !== undefined) offers.push([`muster undo ${id}`, 'take it back']);
  if (links.cancel !== undefined) offers.push([`muster cancel ${id}`, 'end it, with nothing applied']);
  if (!isSettled(job)) offers.push([`muster status ${id} --watch`, 'follow it']);
  return offers.length === 0 ? [] : ['', ...table(offers.map(([command, does]) => [`  ${command}`, does]))];
}

const count = (number: number, noun: string): string => `${grouped(number)} ${noun}${number === 1 ? '' : 's'}`;
