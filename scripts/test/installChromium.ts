import { canInstallPackages, installPackages, isOnPath } from '@muster/local/debian';

/** Whatever Debian, Google or a Mac calls it; CHROMIUM_PATH names any other. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of the portal's stories. @throws Error in one sentence when there is none and none can be had. */
export function installChromium(say: (sentence: string) => void): void {
  if ((process.env['CHROMIUM_PATH'] ?? '') !== '' || names.some(isOnPath)) return;
  if (canInstallPackages()) say('Installing Chromium, the browser of the tests …');
  const failure = canInstallPackages() ? installPackages('chromium', 'fonts-dejavu-core') : 'that takes root on Debian';
  if (failure === null) return;
  throw new Error(
    `No Chromium to test the portal with, and it could not be installed (${failure}): install it, or name its program in CHROMIUM_PATH.`,
  );
}
