import { levels, type Level } from './level';

interface Props {
  level: Level;
  onLevel: (level: Level) => void;
}

/** How much of the form is shown. By hand: the component of the library that looks like it brings a whole select along. */
export function LevelSwitch({ level, onLevel }: Props) {
  return (
    <fieldset className="level-switch">
      <legend className="configure-unseen">How much of the form is shown</legend>
      {levels.map(({ id, text }) => (
        <label key={id}>
          <input
            type="radio"
            name="alertsim-level"
            value={id}
            checked={id === level}
            onChange={() => onLevel(id)}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
