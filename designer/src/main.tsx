import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTexts } from './i18n';
import { Studio } from './shell/Studio';

startTexts();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <Studio />
  </StrictMode>,
);
