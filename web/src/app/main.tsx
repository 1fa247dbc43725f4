import '@cloudscape-design/global-styles/index.css';
import './main.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { limitsQuery } from '@/api/limits';
import { newQueryClient } from '@/api/queryClient';
import { comesFromSignIn } from '@/api/signIn';
import { addresses } from '@/components/routing';
import { App } from './App';

const client = newQueryClient();

// Where the form will be shown it is asked for at once: else it would wait for what is asked before it, step by step.
if ([addresses.home, addresses.configure].includes(window.location.pathname)) {
  // Not before who comes from signing in has an identity. What goes wrong is told by the form.
  if (!comesFromSignIn()) client.query(limitsQuery).catch(() => undefined);
  void import('@/features/configure/ConfigureView');
  void import('@/features/configure/forecast/ForecastPanel');
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App client={client} />
    </StrictMode>,
  );
}
