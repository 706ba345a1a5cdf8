// Nothing typed is lost: what a form holds is kept when somebody looks at another tab or task, or leaves the page, and is
// found again there. The form keeps it in this browser, as its own button does.
const KEEP = '.task-card .form-actions .btn-default:not([disabled])';
const WAYS_OUT = '.nav-tabs a, .tasks-list, .task-filters, .navbar a';
let typedIn = null;

// A file that is chosen is no answer of the form: what was recorded of it must show, not the form of before.
const remember = ({ target }) => {
  if (target.closest?.('.csv-drop')) return;
  typedIn = target.closest?.('.task-card .fjs-container') ?? typedIn;
};
for (const touch of ['input', 'change']) document.addEventListener(touch, remember, true);
document.addEventListener('click', event => {
  if (event.target.closest?.('.fjs-input-group, .fjs-dropdownlist, .fjs-repeat-render-footer, button')) remember(event);
}, true);

const keep = () => {
  document.activeElement?.blur();  // a field waits for a pause in the typing before it tells its form
  if (typedIn?.isConnected) document.querySelector(KEEP)?.click();
  typedIn = null;
};
document.addEventListener('click', event => {
  const link = event.target.closest?.('.fjs-container a[href]');
  if (link) Object.assign(link, { target: '_blank', rel: 'noopener' });
  if (event.target.closest?.(WAYS_OUT)) keep();
}, true);
addEventListener('pagehide', keep);
