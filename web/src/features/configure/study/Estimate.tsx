import Alert from '@cloudscape-design/components/alert';
import Spinner from '@cloudscape-design/components/spinner';
import { sentence } from '@/api/problem';
import { useToken } from '@/api/token';
import { placeOf } from '../errors';
import { FaultList } from '../FaultList';
import { useSpoken } from '../forecast/useSpoken';
import { estimateInWords } from './estimateInWords';
import type { StudyFaults } from './query';
import type { EstimateState } from './useStudySubmit';

/** What a study is before it starts: how many points and runs, and about how long. Follows the typing. */
export function Estimate({
  estimate,
  waiting,
  settingsFaults,
  problem,
  settingsProblems,
  faults,
}: EstimateState & { faults: StudyFaults }) {
  const words = estimate ? estimateInWords(estimate) : '';
  const spoken = useSpoken(words);
  const member = useToken() !== null;
  const wrong = Object.keys(faults).length > 0;
  return (
    <div>
      <div role="status" className="configure-unseen">
        {spoken}
      </div>
      {settingsFaults.length > 0 && (
        <Alert type="info" header="A study needs settings that can be run">
          <FaultList faults={settingsFaults} />
        </Alert>
      )}
      {problem && settingsProblems.length > 0 && (
        <Alert type="info" header={problem.message}>
          <FaultList
            faults={settingsProblems.map(({ location, message }) => ({
              place: placeOf(location),
              message: sentence(message),
            }))}
          />
        </Alert>
      )}
      {problem && settingsProblems.length === 0 && !wrong && <Alert type="warning">{problem.message}</Alert>}
      {faults.vary && <Alert type="info">{faults.vary}</Alert>}
      <p className="forecast-note study-estimate" aria-busy={member && waiting}>
        {words ||
          (!member
            ? 'How much that is will be told to members of a session. Starting the study opens one.'
            : waiting && !problem
              ? 'Working out how much that is…'
              : wrong
                ? 'How much that is will be told once it is clear what varies.'
                : '')}{' '}
        {member && waiting && !problem && <Spinner />}
      </p>
    </div>
  );
}
