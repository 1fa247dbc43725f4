import { lazy, useEffect } from 'react';
import type { Limits, SessionInfo } from '@/api/types';
import { Loading } from '@/components/Loading';
import { Part } from '@/components/Part';
import { addresses, navigate, simulationAt, studyAt, useAddress } from '@/components/routing';
import { NotFound } from './NotFound';

const ConfigureView = lazy(() => import('@/features/configure/ConfigureView'));
const SessionView = lazy(() => import('@/features/session/SessionView'));
const MonitorView = lazy(() => import('@/features/monitor/MonitorView'));
const LookingView = lazy(() => import('@/features/monitor/LookingView'));
const CompareView = lazy(() => import('@/features/compare/CompareView'));
const FitView = lazy(() => import('@/features/fit/FitView'));
const HistoryView = lazy(() => import('@/features/history/HistoryView'));
const StudiesView = lazy(() => import('@/features/study/StudiesView'));
const StudyView = lazy(() => import('@/features/study/StudyView'));

/** The settings that the form has, for views that are not the form. */
const readForm = async (limits: Limits) => (await import('@/features/configure/draft')).draftSettings(limits);

interface Props {
  /** The session this browser is in, if any. */
  session: SessionInfo | undefined;
  /** Whether it is not known yet if this browser is in one. */
  looking: boolean;
  onReset: () => void;
}

/** The view that belongs to the address. */
export function Workspace(props: Props) {
  const { pathname } = useAddress();
  return (
    <Part what="This page" of={pathname} loading={<Loading what="Loading" />}>
      <View {...props} />
    </Part>
  );
}

/** What everybody may see: the form with its forecast, settings from a log, and a simulation whose address one has. The rest is for members. */
function View({ session, looking, onReset }: Props) {
  const { pathname, searchParams } = useAddress();
  const latest = session?.simulationId;
  const study = searchParams.get('study') ?? undefined;
  useHome(pathname, latest, looking, session !== undefined);

  if (pathname === addresses.configure && (study === undefined || session)) {
    const like = searchParams.get('like') ?? undefined;
    const point = searchParams.get('point') ?? undefined;
    const varying = searchParams.has('vary');
    const begin = { like, study, point, varying };
    return <ConfigureView key={JSON.stringify(begin)} {...begin} latest={latest} />;
  }
  if (pathname === addresses.fit) return <FitView />;
  if (looking) return <Loading what="Looking for your session" />;
  if (pathname === addresses.home) return null;
  const id = simulationAt(pathname);
  if (session) return <MembersView id={id} onReset={onReset} />;
  if (id !== undefined) return <LookingView key={id} id={id} />;
  return isOurs(pathname) ? <SessionView wanted={pathname !== addresses.session} /> : <NotFound />;
}

function MembersView({ id, onReset }: { id: string | undefined; onReset: () => void }) {
  const { pathname, searchParams } = useAddress();
  if (pathname === addresses.session) return null;
  if (pathname === addresses.history) return <HistoryView />;
  if (pathname === addresses.compare) {
    const ids = searchParams.get('ids')?.split(',') ?? [];
    return <CompareView ids={ids} readForm={readForm} />;
  }
  if (pathname === addresses.studies) return <StudiesView />;
  const study = studyAt(pathname);
  if (study !== undefined) return <StudyView key={study} id={study} />;
  if (id !== undefined) return <MonitorView key={id} id={id} onReset={onReset} />;
  return <NotFound />;
}

/** Leads from the bare address to the simulation in play or to the form; from the way into a session, too, for who is in it. */
function useHome(pathname: string, latest: string | undefined, looking: boolean, member: boolean) {
  const leads = pathname === addresses.home || (pathname === addresses.session && member);
  useEffect(() => {
    if (!leads || looking) return;
    navigate(latest ? addresses.simulation(latest) : addresses.configure, { replace: true });
  }, [leads, looking, latest]);
}

/** Whether there is such a page for members of a session. */
function isOurs(pathname: string): boolean {
  const { configure, session, history, compare, studies } = addresses;
  const pages: string[] = [configure, session, history, compare, studies];
  return pages.includes(pathname) || studyAt(pathname) !== undefined;
}
