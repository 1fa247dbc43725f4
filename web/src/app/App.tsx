import I18nProvider from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { ErrorBoundary } from 'react-error-boundary';
import { Broken } from './Broken';
import { Shell } from './Shell';
import { SignInGate } from './SignInGate';

export function App({ client }: { client: QueryClient }) {
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
