import { useEffect } from 'react';

const application = 'Alert Simulation';

/** Names the view in the browser's tab. */
export function useDocumentTitle(view: string): void {
  useEffect(() => {
    document.title = `${view} – ${application}`;
    return () => {
      document.title = application;
    };
  }, [view]);
}
