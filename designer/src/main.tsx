import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { bringStudioTexts } from './i18n';
import { Studio } from './shell/Studio';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');
void bringStudioTexts().then(() =>
  createRoot(root).render(
    <StrictMode>
      <Studio />
    </StrictMode>,
  ),
);
