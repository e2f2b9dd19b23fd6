import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { bringStudioTexts } from './i18n';
import { Studio } from './shell/Studio';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');
bringStudioTexts().then(
  () =>
    createRoot(root).render(
      <StrictMode>
        <Studio />
      </StrictMode>,
    ),
  () => {
    // There are no texts and no language yet: both, and nothing that needs either.
    root.textContent = 'No se pudo cargar Cauce. Recargue la página. · Cauce could not be loaded. Reload the page.';
  },
);
