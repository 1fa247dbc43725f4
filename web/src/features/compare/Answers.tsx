import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { asProblem } from '@/api/problem';
import { setBaseline, useBaseline } from '@/components/baseline';
import { addresses, follow } from '@/components/routing';
import { summaryOf } from '@/components/settingsInWords';
import { StateIndicator } from '@/components/StateIndicator';
import { chanceInWords } from './chanceInWords';
import { letterOf, nameOf } from './labels';
import type { Goal } from './measure';
import type { Run } from './run';
import { sentenceOf } from './sentence';
import type { ChanceState } from './useChance';

interface Props {
  runs: readonly Run[];
  goal: Goal | undefined;
  chance: ChanceState;
  onFirst: (id: string) => void;
}

/** Each run with what it comes to: the first by itself, the others by what was changed and what that did. */
export function Answers({ runs, goal, chance, onFirst }: Props) {
  const [first] = runs;
  if (!first) return null;
  return (
    <ul className="compared">
      {runs.map((run, index) => (
        <li key={run.id}>
          <RunName run={run} index={index} />
          <p className="compared-answer">{answerOf(first, run, index, goal)}</p>
          {index > 0 && <ChanceNote chance={chance} index={index - 1} />}
          <p className="compared-note">
            {summaryOf(run.settings)}
            {noteOf(run)}
          </p>
          <RunActions run={run} index={index} onFirst={onFirst} />
        </li>
      ))}
    </ul>
  );
}

function RunName({ run, index }: { run: Run; index: number }) {
  const name = (
    <>
      {letterOf(index)}: <bdi>{nameOf(run)}</bdi>
    </>
  );
  return (
    <h3 className="compared-name">
      {run.unsaved ? (
        <Link href={addresses.configure} onFollow={follow}>
          {name}
        </Link>
      ) : (
        <Link href={addresses.simulation(run.id)} onFollow={follow}>
          {name}
        </Link>
      )}
      {run.unsaved ? (
        <StatusIndicator type="info">in the form, not saved</StatusIndicator>
      ) : (
        <StateIndicator state={run.state} />
      )}
    </h3>
  );
}

function answerOf(first: Run, run: Run, index: number, goal: Goal | undefined): string {
  if (!run.forecast) return 'There are no figures of it yet.';
  if (index === 0) return run.forecast.answer.sentence;
  return goal ? sentenceOf(first, run, goal) : run.forecast.answer.sentence;
}

/** What the sentence rests on where the run is not whole. */
function noteOf({ state, forecast }: Run): string {
  if (!forecast || state === 'completed') return '';
  if (state === 'cancelled' || state === 'failed')
    return `. It was not completed: the sentence is what its plan came to.`;
  return '. It is not over yet: the sentence is what its plan comes to.';
}

function ChanceNote({ chance, index }: { chance: ChanceState; index: number }) {
  const found = chance.of[index];
  if (found)
    return (
      <p className={found.beyond ? 'compared-note' : 'compared-note compared-luck'}>{chanceInWords(found)}</p>
    );
  if (chance.error) {
    return (
      <p className="compared-note">What chance does cannot be told: {asProblem(chance.error).message}</p>
    );
  }
  if (chance.computing) return <p className="compared-note">Finding out what chance does…</p>;
  return null;
}

function RunActions({ run, index, onFirst }: { run: Run; index: number; onFirst: Props['onFirst'] }) {
  const baseline = useBaseline();
  const name = nameOf(run);
  return (
    <SpaceBetween direction="horizontal" size="s">
      {index > 0 && (
        <Button
          variant="inline-link"
          ariaLabel={`Measure by ${letterOf(index)}, ${name}`}
          onClick={() => onFirst(run.id)}
        >
          Measure by this one
        </Button>
      )}
      {!run.unsaved && (
        <Button
          variant="inline-link"
          ariaLabel={`${run.id === baseline?.id ? 'No longer the baseline' : 'Make it the baseline'}: ${name}`}
          onClick={() => setBaseline(run.id === baseline?.id ? undefined : { id: run.id, name })}
        >
          {run.id === baseline?.id ? 'No longer the baseline' : 'Make it the baseline'}
        </Button>
      )}
    </SpaceBetween>
  );
}
