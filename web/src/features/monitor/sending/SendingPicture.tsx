import Button from '@cloudscape-design/components/button';
import { useMemo } from 'react';
import type { Moments, Simulation } from '@/api/types';
import { formatCount, formatDuration, formatMoment, formatPart } from '@/components/format';
import { calendarOf, eventsOf } from '@/components/model/events';
import { Balance } from '../Balance';
import { fastest, inWords, lastBefore, nowAt, type Now } from './moments';
import { SendingCanvas } from './SendingCanvas';
import { usePlayback } from './usePlayback';
import './sending.css';

interface Props {
  simulation: Simulation;
  moments: Moments;
  /** The simulated second up to which it may be shown. */
  until: number;
}

/** Queue, senders and people at an instant, to be played and gone through. */
export default function SendingPicture({ simulation, moments, until }: Props) {
  const { settings, forecast } = simulation;
  const last = lastBefore(moments, until);
  const { index, playing, moves, show, toggle } = usePlayback(last);
  const end = moments.seconds.at(-1) ?? 0;
  const calendar = useMemo(() => calendarOf(settings, forecast), [settings, forecast]);
  const bands = useMemo(() => eventsOf(settings, calendar, end).bands, [settings, calendar, end]);
  const most = useMemo(() => fastest(moments), [moments]);
  const now = useMemo(() => nowAt(moments, index, bands), [moments, index, bands]);
  const words = inWords(now);
  return (
    <div className="sending">
      <SendingCanvas now={now} fastest={most} index={index} label={words} />
      <div className="sending-transport">
        {moves && (
          <Button onClick={toggle} disabled={last === 0}>
            {playing ? 'Pause' : 'Play'}
          </Button>
        )}
        <input
          type="range"
          aria-label="Simulated time of the picture"
          aria-valuetext={words}
          min={0}
          max={last}
          step={1}
          value={index}
          onChange={(event) => show(Number(event.target.value))}
        />
        <span className="sending-time">
          {formatDuration(now.seconds)}
          {calendar && (
            <small>
              {formatMoment(Date.parse(calendar.start) + now.seconds * 1000, calendar.zone, 'second')}
            </small>
          )}
        </span>
      </div>
      <Balance progress={now} label="Messages that have ended at this instant" />
      <Legend now={now} confirms={moments.acknowledged !== undefined} />
      <p className="timeline-note">
        As the engine has it at {moments.seconds.length} instants. All squares of a field stand for the same
        number of people or senders; a stream is as wide as what begins, reaches somebody or comes back in a
        simulated second.
      </p>
    </div>
  );
}

/** The colours of the picture that the balance does not have. */
function Legend({ now: { again, acknowledged, delivered }, confirms }: { now: Now; confirms: boolean }) {
  return (
    <p className="sending-legend">
      {confirms && (
        <span>
          <span className="swatch acknowledged" aria-hidden="true" />
          Of those delivered {formatPart(acknowledged, delivered)}, {formatCount(acknowledged)}, have
          confirmed
        </span>
      )}
      <span>
        <span className="swatch again" aria-hidden="true" />
        Of those waiting {formatCount(again)} come back from an attempt that was not enough
      </span>
    </p>
  );
}
