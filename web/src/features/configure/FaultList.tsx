import type { Fault } from './errors';

/** What is wrong, field by field. */
export function FaultList({ faults }: { faults: readonly Fault[] }) {
  return (
    <ul className="configure-faults">
      {faults.map(({ place, message }) => (
        <li key={`${place} ${message}`}>
          <b>{place}:</b> {message}
        </li>
      ))}
    </ul>
  );
}
