import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../api/ask.ts';
import { texts } from '../../texts/index.ts';
import type { Surroundings } from './surroundings.ts';

type UserChoiceProps = Surroundings & { value: string; onChange: (value: string | undefined) => void };

/** One user, found by name or address. */
export function UserChoice({ value, onChange, ...around }: UserChoiceProps) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const { data, isFetching } = useQuery({
    queryKey: ['GET /v1/users', 'found', search],
    queryFn: ({ signal }) => ask('GET /v1/users', { query: { search, limit: 20 }, signal }),
    placeholderData: keepPreviousData,
  });
  const found = (data?.data ?? []).map(({ id, displayName, email }) => ({
    value: id,
    label: `${displayName} (${email})`,
  }));
  return (
    <Select
      {...around}
      data={found}
      // The server has searched; what it found by name or address need not have the whole label in it.
      filter={({ options }) => options}
      value={value === '' ? null : value}
      onChange={(id) => onChange(id ?? undefined)}
      searchValue={typed}
      onSearchChange={setTyped}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': texts.settings.clear }}
      nothingFoundMessage={isFetching ? texts.shell.loading : texts.settings.nothingFound}
    />
  );
}
