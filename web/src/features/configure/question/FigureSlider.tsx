import { useController, useFormContext, type FieldPathByValue } from 'react-hook-form';
import { fieldIn } from '../inForm';
import { labelOf } from '../labels';
import { textOf, valueOf } from '../limits';
import { useAllLimits } from '../LimitsContext';
import type { SettingsForm } from '../formTypes';
import { useSliding } from './SlidingContext';
import { scaleOf } from './scale';

interface Props {
  name: FieldPathByValue<SettingsForm, string>;
  /** The largest figure that it reaches, in the unit of the settings; a larger one may be typed. */
  most: number;
  /** Where its figure is left empty: what that is like. */
  empty?: string;
}

/** Moves the figure of a field, with the forecast following. */
export function FigureSlider({ name, most, empty }: Props) {
  const all = useAllLimits();
  const { getValues } = useFormContext<SettingsForm>();
  const { slide } = useSliding();
  const field = fieldIn(all, getValues(), name);
  const {
    field: { value, onChange },
  } = useController<SettingsForm, typeof name>({ name });
  const scale = scaleOf(field, most);
  const figure = valueOf(field, value);
  const known = figure !== undefined && Number.isFinite(figure);
  return (
    <input
      type="range"
      className="figure-slider"
      aria-label={`${labelOf(name)}, slider`}
      min={0}
      max={scale.steps}
      step={1}
      value={known ? scale.stepOf(figure) : scale.steps}
      aria-valuetext={known ? scale.inWords(figure) : (empty ?? 'none')}
      onChange={(event) => {
        slide();
        onChange(textOf(field, scale.figureAt(Number(event.target.value))));
      }}
    />
  );
}
