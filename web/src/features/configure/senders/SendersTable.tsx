import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { SendersAnswer } from '@/api/types';
import { formatCount, formatDuration } from '@/components/format';

/** With how many seeds fewer and more senders meet the objectives. */
export function SendersTable({ answer: { curve } }: { answer: SendersAnswer }) {
  return (
    <ExpandableSection headerText="With how many seeds other numbers suffice">
      <table className="senders-table">
        <thead>
          <tr>
            <th scope="col">Senders</th>
            <th scope="col">Last message ends</th>
            <th scope="col">Seeds met</th>
          </tr>
        </thead>
        <tbody>
          {curve.map(({ senders, makespan, met, of }) => (
            <tr key={senders}>
              <td>{formatCount(senders)}</td>
              <td>{formatDuration(makespan)}</td>
              <td>
                {met} of {of}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ExpandableSection>
  );
}
