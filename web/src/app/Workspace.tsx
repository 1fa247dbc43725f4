import { lazy, useEffect } from 'react';
import type { SessionInfo } from '@/api/types';
import { Loading } from '@/components/Loading';
import { Part } from '@/components/Part';
import { addresses, navigate, simulationAt, studyAt, useAddress } from '@/components/routing';
import { NotFound } from './NotFound';

const ConfigureView = lazy(() => import('@/features/configure/ConfigureView'));
const MonitorView = lazy(() => import('@/features/monitor/MonitorView'));
const CompareView = lazy(() => import('@/features/compare/CompareView'));
const HistoryView = lazy(() => import('@/features/history/HistoryView'));
const StudiesView = lazy(() => import('@/features/study/StudiesView'));
const StudyView = lazy(() => import('@/features/study/StudyView'));

interface Props {
  session: SessionInfo;
  onReset: () => void;
}

/** The view that belongs to the address, for a member of a session. */
export function Workspace({ session, onReset }: Props) {
  const { pathname } = useAddress();
  return (
    <Part what="This page" of={pathname} loading={<Loading what="Loading" />}>
      <View session={session} onReset={onReset} />
    </Part>
  );
}

function View({ session, onReset }: Props) {
  const { pathname, searchParams } = useAddress();
  const latest = session.simulationId;
  const home = pathname === addresses.home;
  useEffect(() => {
    if (home) navigate(latest ? addresses.simulation(latest) : addresses.configure, { replace: true });
  }, [home, latest]);

  if (home) return null;
  if (pathname === addresses.configure) {
    const like = searchParams.get('like') ?? undefined;
    const study = searchParams.get('study') ?? undefined;
    const point = searchParams.get('point') ?? undefined;
    const varying = searchParams.has('vary');
    const begin = { like, study, point, varying };
    return <ConfigureView key={JSON.stringify(begin)} {...begin} latest={latest} />;
  }
  if (pathname === addresses.history) return <HistoryView />;
  if (pathname === addresses.compare) {
    const ids = searchParams.get('ids')?.split(',') ?? [];
    return <CompareView ids={ids} />;
  }
  if (pathname === addresses.studies) return <StudiesView />;
  const study = studyAt(pathname);
  if (study !== undefined) return <StudyView key={study} id={study} />;
  const id = simulationAt(pathname);
  if (id !== undefined) return <MonitorView key={id} id={id} onReset={onReset} />;
  return <NotFound />;
}
