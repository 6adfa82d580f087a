import {
  Badge,
  createTheme,
  Drawer,
  Input,
  Modal,
  MultiSelect,
  Select,
  type CSSVariablesResolver,
} from '@mantine/core';

/** The list itself scrolls: Mantine's area around it could not be reached by keyboard, says axe. */
const choices = { withScrollArea: false, classNames: { options: 'choices' } };

const titled = { styles: { title: { fontWeight: 650 } } };

export const theme = createTheme({
  components: {
    // Cut off, a word or two say nothing.
    Badge: Badge.extend({ defaultProps: { miw: 'max-content' } }),
    Drawer: Drawer.extend(titled),
    // Whoever may not change a value may read it.
    Input: Input.extend({ classNames: { input: 'readable' } }),
    Modal: Modal.extend(titled),
    Select: Select.extend({ defaultProps: choices }),
    MultiSelect: MultiSelect.extend({ defaultProps: choices }),
  },
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
});

/** Mantine's greys and reds are too faint to be read by everybody: contrast is 4.5 to 1 and more. */
export const colors: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-disabled-color': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-6)',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-red-outline': 'var(--mantine-color-red-9)',
    '--mantine-color-anchor': 'var(--mantine-color-indigo-8)',
    '--mantine-primary-color-light-hover': 'var(--mantine-color-indigo-1)',
    '--mantine-color-indigo-light-hover': 'var(--mantine-color-indigo-1)',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-disabled-color': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-2)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-red-outline': 'var(--mantine-color-red-4)',
    '--mantine-color-anchor': 'var(--mantine-color-indigo-3)',
    '--mantine-primary-color-light-color': 'var(--mantine-color-indigo-2)',
    '--mantine-color-indigo-light-color': 'var(--mantine-color-indigo-2)',
  },
});
