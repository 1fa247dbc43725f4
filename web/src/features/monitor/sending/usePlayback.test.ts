import { act, renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { usePlayback } from './usePlayback';

function pass(milliseconds: number) {
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });
}

function playing(last: number) {
  vi.useFakeTimers();
  return renderHook(({ last }) => usePlayback(last), { initialProps: { last } });
}

test('begins at the last instant and follows it, until another one is chosen', () => {
  const { result, rerender } = playing(10);
  expect(result.current).toMatchObject({ index: 10, playing: false, moves: true });
  rerender({ last: 12 });
  expect(result.current.index).toBe(12);
  act(() => result.current.show(4));
  rerender({ last: 13 });
  expect(result.current.index).toBe(4);
});

test('plays from the start if it is at the end, stops there, and at a second click before', () => {
  const { result } = playing(12);
  act(() => result.current.toggle());
  expect(result.current).toMatchObject({ index: 0, playing: true });
  pass(500);
  expect(result.current.index).toBe(6);
  act(() => result.current.toggle());
  pass(500);
  expect(result.current).toMatchObject({ index: 6, playing: false });
  act(() => result.current.toggle());
  pass(5000);
  expect(result.current).toMatchObject({ index: 12, playing: false });
});

test('moves nothing by itself where less motion is asked for', () => {
  vi.spyOn(window, 'matchMedia').mockImplementation((media) =>
    Object.assign(new EventTarget(), {
      media,
      matches: media.includes('reduced-motion'),
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    }),
  );
  const { result } = playing(12);
  expect(result.current.moves).toBe(false);
  act(() => result.current.toggle());
  pass(1000);
  expect(result.current).toMatchObject({ index: 0, playing: false });
});
