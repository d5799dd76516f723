import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Tooltip } from 'radix-ui';
import { lazy, Suspense } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { ApiError } from './api/http';
import { ErrorBoundary } from './ui/ErrorBoundary';
import { Sorry } from './ui/Sorry';

const HomePage = lazy(() => import('./home/HomePage'));
const ProblemsPage = lazy(() => import('./problems/ProblemsPage'));
const ProblemPage = lazy(() => import('./problems/ProblemPage'));
const LoginPage = lazy(() => import('./account/LoginPage'));
const AccountPage = lazy(() => import('./account/AccountPage'));
const SessionPage = lazy(() => import('./session/SessionPage'));
const Toasts = lazy(() => import('./ui/Toasts'));

const client = new QueryClient({
  defaultOptions: {
    // Asked without a connection too: the answer is then that there is none, and what this browser keeps is shown.
    queries: { retry: 1, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

const NOT_FOUND = new ApiError('Nothing is here', 'This address leads nowhere.', 404, undefined);

export function App() {
  return (
    <ErrorBoundary>
      <QueryClientProvider client={client}>
        <Tooltip.Provider delayDuration={350} skipDelayDuration={150}>
          <BrowserRouter>
            <Suspense>
              <Routes>
                <Route path="/" element={<HomePage />} />
                <Route path="/problems" element={<ProblemsPage />} />
                <Route path="/problems/:id" element={<ProblemPage />} />
                <Route path="/s/:id" element={<SessionPage />} />
                <Route path="/login" element={<LoginPage />} />
                <Route path="/account" element={<AccountPage />} />
                <Route path="*" element={<Sorry error={NOT_FOUND} />} />
              </Routes>
            </Suspense>
          </BrowserRouter>
          <Suspense>
            <Toasts />
          </Suspense>
        </Tooltip.Provider>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
