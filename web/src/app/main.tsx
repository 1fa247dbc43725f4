import '@cloudscape-design/global-styles/index.css';
import './main.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { limitsQuery } from '@/api/limits';
import { newQueryClient } from '@/api/queryClient';
import { addresses } from '@/components/routing';
import { App } from './App';

const client = newQueryClient();

// Where the form will be shown it is asked for at once: else it would wait for what is asked before it, step by step.
if ([addresses.home, addresses.configure].includes(window.location.pathname)) {
  client.query(limitsQuery).catch(() => undefined); // the form tells it
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
