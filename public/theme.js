// Applies the reader's own choice of theme before the first paint. Blocking on purpose, and tiny for the same reason.
try {
  var theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme stays.
}
