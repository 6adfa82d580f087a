import { Select, SimpleGrid } from '@mantine/core';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { texts } from '../texts/index.ts';
import { useReferences, type ReferenceName } from './references.ts';
import { accesses, statuses, type FilterName, type UsersAddress } from './useUsersAddress.ts';

type FiltersProps = Pick<UsersAddress, 'filter' | 'setFilter'>;

const references = ['queueId', 'roleId', 'teamId', 'skillId', 'regionId'] as const;

/** What users can be narrowed down by, with the account's own names. */
export function UserFilters(shown: FiltersProps) {
  const { users } = texts;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
      {references.map((name) => (
        <ReferenceFilter key={name} name={name} {...shown} />
      ))}
      <Choice
        name="access"
        options={accesses.map((access) => ({ value: access, label: users.accesses[access] }))}
        {...shown}
      />
      <Choice name="status" options={statuses.map((status) => ({ value: status, label: status }))} {...shown} />
    </SimpleGrid>
  );
}

function ReferenceFilter({ name, ...shown }: FiltersProps & { name: ReferenceName }) {
  const { options, isComplete, problem } = useReferences(name);
  if (problem !== null) return <ProblemAlert problem={problem} />;
  return <Choice name={name} options={options} isComplete={isComplete} {...shown} />;
}

type ChoiceProps = FiltersProps & {
  name: Exclude<FilterName, 'search'>;
  options: { value: string; label: string }[];
  isComplete?: boolean;
};

function Choice({ name, options, isComplete = true, filter, setFilter }: ChoiceProps) {
  const { users } = texts;
  return (
    <Select
      label={users.filterNames[name]}
      placeholder={users.anything}
      data={options}
      value={filter[name] ?? null}
      onChange={(value) => setFilter({ [name]: value })}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': users.clearFilter(users.filterNames[name]) }}
      limit={100}
      nothingFoundMessage={isComplete ? users.noSuchName : users.stillLoading}
    />
  );
}
