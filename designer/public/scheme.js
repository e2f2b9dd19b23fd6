// Before anything is drawn: the colours that this browser keeps, so that nothing flashes. The page's security policy
// lets no script run that stands in the page itself.
(() => {
  let scheme = 'auto';
  try {
    scheme = localStorage.getItem('cauce.scheme') || 'auto';
  } catch {
    // A browser that keeps nothing follows its system.
  }
  const dark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
