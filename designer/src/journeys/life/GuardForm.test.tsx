import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { sessionStore } from '../../session/store';
import { ANA } from '../../testing/draw';
import { renderInEditor, serve } from '../testing';
import { GuardForm } from './GuardForm';

it('saves the limits of the guard once they differ', async () => {
  sessionStore.getState().enter(ANA);
  const guard = { same_template_hours: 20, factor: 3, floor: 200 };
  const asked = serve((request) => (request.method === 'PUT' ? guard : { guard, change: null }));
  renderInEditor(<GuardForm />, { language: 'en' });
  const factor = await screen.findByLabelText('Times the forecast in one day');
  expect(screen.queryByRole('button', { name: 'Save the limits' })).toBeNull();
  await userEvent.clear(factor);
  expect(screen.getByRole('button', { name: 'Save the limits' })).toHaveProperty('disabled', true);
  await userEvent.type(factor, '5');
  await userEvent.click(screen.getByRole('button', { name: 'Save the limits' }));
  await waitFor(() => expect(asked.some(({ method }) => method === 'PUT')).toBe(true));
  const put = asked.find(({ method }) => method === 'PUT');
  expect(await put?.json()).toEqual({ same_template_hours: 20, factor: 5, floor: 200 });
});
