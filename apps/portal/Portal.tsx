import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { Waiting } from './parts/Waiting.tsx';
import { Catch } from './shell/Catch.tsx';
import { NotFound } from './shell/NotFound.tsx';
import { RequireSession } from './shell/RequireSession.tsx';
import { Shell } from './shell/Shell.tsx';
import { SignIn } from './signIn/SignIn.tsx';

// Each screen is a file of its own, loaded when it is opened first.
const UsersScreen = lazy(async () => ({ default: (await import('./users/UsersScreen.tsx')).UsersScreen }));
const JobsScreen = lazy(async () => ({ default: (await import('./jobs/JobsScreen.tsx')).JobsScreen }));
const JobScreen = lazy(async () => ({ default: (await import('./jobs/JobScreen.tsx')).JobScreen }));
const SettingsScreen = lazy(async () => ({ default: (await import('./settings/SettingsScreen.tsx')).SettingsScreen }));
const SectionScreen = lazy(async () => ({ default: (await import('./settings/SectionScreen.tsx')).SectionScreen }));

/** Every screen at its address. A new address has to be in the contract's portalPaths too, or the API does not know it. */
export function Portal() {
  return (
    <Catch>
      <Suspense fallback={<Waiting />}>
        <Routes>
          <Route path="/sign-in" element={<SignIn />} />
          <Route
            element={
              <RequireSession>
                <Shell />
              </RequireSession>
            }
          >
            <Route path="/" element={<Navigate to="/users" replace />} />
            <Route path="/users/:id?" element={<UsersScreen />} />
            <Route path="/jobs" element={<JobsScreen />} />
            <Route path="/jobs/:id" element={<JobScreen />} />
            <Route path="/settings" element={<SettingsScreen />} />
            <Route path="/settings/:section" element={<SectionScreen />} />
            <Route path="*" element={<NotFound />} />
          </Route>
        </Routes>
      </Suspense>
    </Catch>
  );
}
