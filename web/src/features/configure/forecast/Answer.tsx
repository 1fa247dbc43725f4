import Button from '@cloudscape-design/components/button';
import Spinner from '@cloudscape-design/components/spinner';
import '@/components/answer.css';
import { useForecasting } from './ForecastContext';

/** What it comes to, in one sentence, on top of everything. */
export function Answer() {
  const { last, current, waiting, faults, base, change, look, take } = useForecasting();
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
        <div className="answer-change">
          <span>
            Looked at, not taken: <b>{change.change}</b>
          </span>
          <Button formAction="none" variant="primary" onClick={take}>
            Take it
          </Button>
          <Button formAction="none" onClick={() => look(undefined)}>
            Leave it
          </Button>
        </div>
      )}
    </section>
  );
}
