import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { texts } from '../texts/index.ts';

const schemes = ['light', 'dark', 'auto'] as const;

/** Light, dark, or as the device has it; kept by this browser. */
export function SchemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label={texts.shell.scheme}
      fullWidth
      value={colorScheme}
      onChange={setColorScheme}
      data={schemes.map((scheme) => ({ value: scheme, label: texts.shell.schemes[scheme] }))}
    />
  );
}
