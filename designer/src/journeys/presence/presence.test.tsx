import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SittingState } from '../../api/types';
import type { Autosave } from '../../drafts/autosave';
import { sessionStore } from '../../session/store';
import { ANA, draw } from '../../testing/draw';
import type { JourneyDocument } from '../document';
import { editorPart } from '../testing';
import { People } from './People';
import { SeatBanner } from './SeatBanner';
import { isUrgent, type Presence, wishOf } from './usePresence';

const BRUNO = { name: 'Bruno Díaz', editing: true, you: false, here: false };
const ME = { name: 'Ana Ríos', editing: false, you: true, here: true };

function told(seat: SittingState['seat'], ...present: SittingState['present']): SittingState {
  return { seat, taken_by: seat === 'taken' ? 'Bruno Díaz' : null, present, revision: 3, saved_at: '', saved_by: null };
}

function presence(state: SittingState, take = vi.fn(async () => undefined)): Presence {
  return { state, seat: state.seat === 'gone' ? 'editing' : state.seat, take, ask: () => undefined };
}

describe('what a tab says of itself', () => {
  it('is that it wants to edit, unless it may not or somebody took over from it', () => {
    expect(wishOf(told('watching', BRUNO, ME), true)).toBe('edit');
    expect(wishOf(null, true)).toBe('edit');
    expect(wishOf(told('taken', BRUNO, ME), true)).toBe('look');
    expect(wishOf(told('watching', BRUNO, ME), false)).toBe('look');
  });

  it('is said at once when it was forgotten, or when nobody edits any more', () => {
    expect(isUrgent(told('gone', BRUNO), false)).toBe(true);
    expect(isUrgent(told('watching', { ...BRUNO, editing: false }, ME), true)).toBe(true);
    expect(isUrgent(told('watching', { ...BRUNO, editing: false }, ME), false)).toBe(false);
    expect(isUrgent(told('watching', BRUNO, ME), true)).toBe(false);
    expect(isUrgent(told('taken', ME), true)).toBe(false);
    expect(isUrgent(null, true)).toBe(false);
  });
});

describe('who else is here', () => {
  it('is told by name, and who of them edits', () => {
    draw(editorPart(<People state={told('watching', BRUNO, { ...BRUNO, name: 'Elena', editing: false }, ME)} />));
    expect(screen.getByRole('img', { name: 'Bruno Díaz is editing it' }).textContent).toBe('BD');
    expect(screen.getByRole('img', { name: 'Elena has it open' }).textContent).toBe('E');
  });

  it('is oneself in another window too, and nobody when one is alone', () => {
    draw(editorPart(<People state={told('watching', { ...ME, here: false, editing: true }, ME)} />));
    expect(screen.getByRole('img', { name: 'You are editing it in another window' })).toBeDefined();
  });
});

describe('the banner above the drawing', () => {
  const autosave = { resume: vi.fn() } as unknown as Autosave<JourneyDocument>;
  const banner = (state: SittingState, unsaved: boolean, take = vi.fn(async () => undefined)) => {
    sessionStore.getState().enter(ANA);
    const part = <SeatBanner presence={presence(state, take)} unsaved={unsaved} />;
    draw(editorPart(part, { language: 'en', scope: { autosave: () => autosave } }));
    return take;
  };

  afterEach(() => vi.clearAllMocks());

  it('says who edits, and takes over after it said what that means', async () => {
    const take = banner(told('watching', BRUNO, ME), false);
    expect(screen.getByRole('status').textContent).toContain('Bruno Díaz is editing this journey.');
    await userEvent.click(screen.getByRole('button', { name: 'Take over' }));
    expect(screen.getByRole('dialog').textContent).toContain('Bruno Díaz cannot change it any more');
    expect(take).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Edit here' }));
    await waitFor(() => expect(autosave.resume).toHaveBeenCalledOnce());
    expect(take).toHaveBeenCalledOnce();
  });

  it('says that what is not saved is kept, and offers to merge it or to make a copy', () => {
    banner(told('taken', BRUNO, ME), true);
    expect(screen.getByRole('status').textContent).toContain('Bruno Díaz took over this journey.');
    expect(screen.getByRole('status').textContent).toContain('still here and on this device');
    expect(screen.getByRole('button', { name: 'Edit again and merge my changes' })).toBeDefined();
    expect(screen.getByRole('button', { name: 'Save mine as a copy' })).toBeDefined();
  });

  it('asks nobody where nobody edits any more', async () => {
    const take = banner(told('taken', ME), false);
    await userEvent.click(screen.getByRole('button', { name: 'Edit again' }));
    await waitFor(() => expect(take).toHaveBeenCalledOnce());
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
