export { canInstallPackages, installPackages } from './installPackages.ts';
export { isOnPath } from './isOnPath.ts';
