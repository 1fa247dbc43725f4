import I18nProvider from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { newQueryClient } from '@/api/queryClient';

/** Renders a view with what the application has around it, and a user in front of it. */
export function show(view: ReactNode) {
  const client = newQueryClient();
  const user = userEvent.setup({ delay: null });
  const around = (child: ReactNode) => (
    <I18nProvider locale="en" messages={[messages]}>
      <QueryClientProvider client={client}>{child}</QueryClientProvider>
    </I18nProvider>
  );
  const result = render(around(view));
  return { ...result, user, client, rerender: (next: ReactNode) => result.rerender(around(next)) };
}
