/** What an input of type `datetime-local` shows for a time of the API: `2026-11-23T23:20`, in the viewer's zone. */
export function localTime(at: string): string {
  if (at === '') return '';
  const time = new Date(at);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** And back; undefined while none is chosen. */
export function utcTime(local: string): string | undefined {
  const time = new Date(local); // without a zone: the viewer's own
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
