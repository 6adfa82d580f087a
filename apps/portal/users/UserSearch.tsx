import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { texts } from '../texts/index.ts';

/** The search box. It asks when the typing pauses, and follows the address when that is changed otherwise. */
export function UserSearch({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const [typed, setTyped] = useState(search);
  const asked = useRef(search);
  const askLater = useDebouncedCallback(askFor, 250);
  useEffect(() => {
    if (search === asked.current) return;
    asked.current = search;
    askLater.cancel();
    setTyped(search);
  }, [search, askLater]);
  const { users } = texts;
  return (
    <TextInput
      type="search"
      aria-label={users.search}
      placeholder={users.searchHint}
      maxLength={254}
      className="grows"
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        askLater(currentTarget.value);
      }}
      rightSection={typed !== '' && <CloseButton aria-label={users.clearSearch} size="sm" onClick={clear} />}
    />
  );

  function clear(): void {
    askLater.cancel();
    setTyped('');
    askFor('');
  }

  function askFor(text: string): void {
    asked.current = text.trim();
    onSearch(text.trim());
  }
}
