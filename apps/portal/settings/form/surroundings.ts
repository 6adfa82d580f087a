import type { ReactNode } from 'react';

/** What every input has: its label, what to know about it, and what is wrong; read together by screen readers. */
export type Surroundings = {
  label: string;
  description?: ReactNode;
  error?: ReactNode;
  /** It has the focus first, when what it stands in opens. */
  'data-autofocus'?: true;
};

/** A value as an input for text shows it. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
