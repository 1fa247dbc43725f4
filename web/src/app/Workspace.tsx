import { lazy, useEffect } from 'react';
import type { SessionInfo } from '@/api/types';
import { Loading } from '@/components/Loading';
import { Part } from '@/components/Part';
import { addresses, navigate, simulationAt, useAddress } from '@/components/routing';
import { NotFound } from './NotFound';

const ConfigureView = lazy(() => import('@/features/configure/ConfigureView'));
const MonitorView = lazy(() => import('@/features/monitor/MonitorView'));
const CompareView = lazy(() => import('@/features/compare/CompareView'));
const HistoryView = lazy(() => import('@/features/history/HistoryView'));

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
    return <ConfigureView key={like} like={like} latest={latest} />;
  }
  if (pathname === addresses.history) return <HistoryView />;
  if (pathname === addresses.compare) {
    const ids = searchParams.get('ids')?.split(',') ?? [];
    return <CompareView ids={ids} />;
  }
  const id = simulationAt(pathname);
  if (id !== undefined) return <MonitorView key={id} id={id} onReset={onReset} />;
  return <NotFound />;
}
