import Button from '@cloudscape-design/components/button';
import { useEffect, useRef, useState } from 'react';
import { hasEnded, type Simulation } from '@/api/types';

/** Where a run is under way: the offer to say so, once, when it ends, also while another tab is in front. */
export function EndNotice({ simulation }: { simulation: Simulation }) {
  const { state, settings, sentence } = simulation;
  const [asked, setAsked] = useState<'no' | 'yes' | 'refused'>('no');
  const ended = hasEnded(state);
  const told = useRef(ended);
  useEffect(() => {
    if (!ended || told.current) return;
    told.current = true;
    if (asked === 'yes') notify(`${settings.name}: ${state}`, sentence);
  }, [ended, asked, settings.name, state, sentence]);

  if (ended || settings.mode === 'instant' || !('Notification' in window)) return null;
  return (
    <div role="status" className="monitor-note">
      {asked === 'refused' && 'The browser does not let this page send notifications.'}
      {asked === 'yes' && 'The browser will tell you when it ends, as long as this page is open.'}
      {asked === 'no' && (
        <Button
          variant="inline-link"
          iconName="notification"
          onClick={() =>
            void Notification.requestPermission().then((answer) =>
              setAsked(answer === 'granted' ? 'yes' : 'refused'),
            )
          }
        >
          Tell me when it ends
        </Button>
      )}
    </div>
  );
}

function notify(title: string, body: string): void {
  try {
    new Notification(title, { body, icon: '/icon.svg' });
  } catch {
    // Browsers of phones have it only for pages that are installed.
  }
}
