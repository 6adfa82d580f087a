import { MultiSelect, NativeSelect } from '@mantine/core';
import { texts } from '../../texts/index.ts';
import type { Control } from './field.ts';
import { textOf, textsOf, type Surroundings } from './surroundings.ts';
import { useReferences } from './useReferences.ts';

type ReferenceChoiceProps = Surroundings & {
  control: Extract<Control, { as: 'one' | 'many' }>;
  value: unknown;
  onChange: (value: unknown) => void;
};

/** One or many of the account's reference data, by their names. */
export function ReferenceChoice({ control, value, onChange, ...around }: ReferenceChoiceProps) {
  const entries = useReferences(control.of);
  const data = entries.map((entry) => ({ value: entry.id, label: 'name' in entry ? entry.name : entry.displayName }));
  if (control.as === 'many') {
    return (
      <MultiSelect
        {...around}
        data={data}
        value={textsOf(value)}
        onChange={(chosen) => onChange(chosen.length === 0 ? undefined : chosen)}
        searchable
        nothingFoundMessage={texts.settings.nothingFound}
      />
    );
  }
  return (
    <NativeSelect
      {...around}
      data={[{ value: '', label: control.blank }, ...data]}
      value={textOf(value)}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
    />
  );
}
