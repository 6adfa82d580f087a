import { Menu, useMantineColorScheme } from '@mantine/core';
import { texts } from '../texts/index.ts';

const schemes = ['light', 'dark', 'auto'] as const;

/** Light, dark, or as the device has it; kept by this browser. */
export function SchemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>{texts.shell.scheme}</Menu.Label>
      {schemes.map((scheme) => (
        <Menu.Item
          key={scheme}
          role="menuitemradio"
          aria-checked={scheme === colorScheme}
          rightSection={scheme === colorScheme ? '✓' : null}
          onClick={() => setColorScheme(scheme)}
        >
          {texts.shell.schemes[scheme]}
        </Menu.Item>
      ))}
    </>
  );
}
