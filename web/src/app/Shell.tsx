import Alert from '@cloudscape-design/components/alert';
import { lazy, useEffect, useRef, useState } from 'react';
import { useSession } from '@/api/session';
import { useIsActive } from '@/api/simulations';
import { useToken } from '@/api/token';
import { ConnectionAlert } from '@/components/ConnectionAlert';
import { Part } from '@/components/Part';
import { ProblemAlert } from '@/components/ProblemAlert';
import { addresses, navigate, useAddress } from '@/components/routing';
import { useAttention } from '@/components/useAttention';
import { IdleWarning } from '@/features/session/IdleWarning';
import { PageHeader } from './PageHeader';
import { useFollow } from './useFollow';
import { useNotice } from './useNotice';
import { Workspace } from './Workspace';

const LeaveDialog = lazy(() => import('@/features/session/LeaveDialog'));
const ResetDialog = lazy(() => import('@/features/session/ResetDialog'));

/** Minutes without use after which an open page no longer keeps the session alive. */
const idleMinutes = 10;

/** The frame around every view, and what is asked of a member of a session. */
export function Shell() {
  const token = useToken();
  const session = useWatchedSession();
  const [notice, setNotice] = useNotice();
  const [resetting, setResetting] = useState<string>(); // the id of the session to reset
  const [leaving, setLeaving] = useState<string>(); // the id of the session to leave
  const main = useFocusOnArrival();
  useFollow(session.data);

  const inSession = token !== null && session.data !== undefined;
  const looking = token !== null && !inSession && !session.isError;
  const askReset = () => setResetting(session.data?.sessionId);
  return (
    <>
      <a
        className="page-skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault(); // the address may hold settings
          main.current?.focus();
        }}
      >
        Skip to the content
      </a>
      <PageHeader
        session={inSession ? session.data : undefined}
        onReset={askReset}
        onLeave={() => setLeaving(session.data?.sessionId)}
      />
      <main id="content" className="page-main" ref={main} tabIndex={-1}>
        <div role="status" className="page-notice">
          {notice && (
            <Alert
              type={notice.type}
              dismissible

              onDismiss={() => setNotice(null)}
            >
              {notice.text}
            </Alert>
          )}
        </div>
        <ConnectionAlert />
        {inSession && <IdleWarning session={session.data} />}
        {inSession && leaving === session.data.sessionId && (
          <Part what="The question whether to leave">
            <LeaveDialog onDismiss={() => setLeaving(undefined)} />
          </Part>
        )}
        {inSession && resetting === session.data.sessionId && (
          <Part what="The question whether to reset">
            <ResetDialog
              session={session.data}
              onDismiss={() => setResetting(undefined)}
              onDone={(outcome) => {
                setResetting(undefined);
                setNotice({ type: 'success', text: outcome });
                navigate(addresses.home);
              }}
            />
          </Part>
        )}
        {token !== null && <ProblemAlert header="Your session cannot be found" error={session.error} />}
        <Workspace session={inSession ? session.data : undefined} looking={looking} onReset={askReset} />
      </main>
    </>
  );
}

/** The session, looked at as often as another member may begin something; nobody may while a simulation is active. */
function useWatchedSession() {
  const [latest, setLatest] = useState<string>();
  const active = useIsActive(latest);
  const watched = useAttention(idleMinutes);
  const session = useSession(watched && (active ? 5_000 : 2_000));
  const simulationId = session.data?.simulationId;
  if (simulationId !== latest) setLatest(simulationId);
  return session;
}

/** Takes the focus to the view when another one is gone to, as a page load would. */
function useFocusOnArrival() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useAddress();
  const previous = useRef(pathname);
  useEffect(() => {
    const from = previous.current;
    previous.current = pathname;
    if (from === pathname || from === addresses.home) return; // the bare address leads on by itself
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
