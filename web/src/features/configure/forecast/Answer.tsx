import Spinner from '@cloudscape-design/components/spinner';
import '@/components/answer.css';
import { useForecasting } from './ForecastContext';

/** What it comes to, in one sentence, on top of everything. */
export function Answer() {
  const { last, current, waiting, faults, base, change } = useForecasting();
  const sentence = last?.answer.sentence;
  return (
    <section className="answer" aria-label="Answer" aria-busy={!current}>
      <p className={`answer-sentence ${current ? '' : 'forecast-stale'}`}>
        {sentence ??
          (faults.length > 0 ? 'No answer yet: something in the form is missing.' : 'Working it out…')}{' '}
        {waiting && <Spinner />}
      </p>
      {base && base.answer.sentence !== sentence && (
        <p className="answer-before">
          {change ? 'As it is' : 'Before'}: {base.answer.sentence}
        </p>
      )}
      {change && (
        <p className="answer-before">
          Looked at, not taken: <b>{change.change}</b>
        </p>
      )}
      {last && !change && faults.length > 0 && (
        <p className="answer-before">That was before: something in the form is wrong now.</p>
      )}
    </section>
  );
}
