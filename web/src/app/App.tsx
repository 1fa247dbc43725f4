import I18nProvider from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { newQueryClient } from '@/api/queryClient';
import { Broken } from './Broken';
import { Shell } from './Shell';
import { SignInGate } from './SignInGate';

export function App() {
  const [client] = useState(newQueryClient);
  return (
    <ErrorBoundary fallback={<Broken />}>
      <I18nProvider locale="en" messages={[messages]}>
        <QueryClientProvider client={client}>
          <SignInGate>
            <Shell />
          </SignInGate>
        </QueryClientProvider>
      </I18nProvider>
    </ErrorBoundary>
  );
}
