import { Menu, useMantineColorScheme } from '@mantine/core';
import { texts } from '../texts/index.ts';

const schemes = ['light', 'dark', 'auto'] as const;

/** Light, dark, or as the device has it; kept by this browser. */
export function SchemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu.RadioGroup value={colorScheme} aria-label={texts.shell.scheme}>
      {schemes.map((scheme) => (
        <Menu.RadioItem key={scheme} value={scheme} onChange={() => setColorScheme(scheme)}>
          {texts.shell.schemes[scheme]}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
