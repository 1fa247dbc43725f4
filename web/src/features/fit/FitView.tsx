import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useLimits } from '@/api/limits';
import type { LogLimits } from '@/api/types';
import { Loading } from '@/components/Loading';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useDocumentTitle } from '@/components/useDocumentTitle';
import { FilePanel } from './FilePanel';
import './fit.css';
import { FitResult } from './FitResult';
import { LogPanel } from './LogPanel';
import { useLog } from './useLog';

/** Settings from a log of what was sent. */
export default function FitView() {
  useDocumentTitle('From a log');
  const limits = useLimits();
  if (limits.isError) return <ProblemAlert header="The page cannot be shown" error={limits.error} />;
  if (!limits.data) return <Loading what="Loading" />;
  return <Fit limits={limits.data.log} />;
}

function Fit({ limits }: { limits: LogLimits }) {
  const log = useLog(limits);
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description="Have the model fitted to a log of what you sent: send times, outcomes, rates, senders, waits before further attempts, caps."
      >
        From a log
      </Header>
      <FilePanel limits={limits} log={log} />
      {log.start && <LogPanel limits={limits} log={log} start={log.start} />}
      {log.answer && <FitResult answer={log.answer} name={log.file?.name ?? 'log'} />}
    </SpaceBetween>
  );
}
