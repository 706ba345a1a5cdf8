// What the server or the form refuses of an answer stands at its field, and the first of it comes into view.

const plain = text => text.replace(/\s+/g, ' ').trim();
const labelOf = field => plain(field.querySelector('.fjs-form-field-label')?.textContent ?? '').replace(/ ?(\*|\(facultatif\))$/, '');

// As a refusal names it: a column by its list and its line.
function nameOf(field) {
  const label = labelOf(field);
  const list = field.parentElement.closest('.fjs-form-field-dynamiclist');
  const line = list && field.querySelector('[id]')?.id.match(/_(\d+)(-\w+)?$/);
  return (line ? `${nameOf(list)}, ligne ${Number(line[1]) + 1}, ` : '') + (label.endsWith('?') ? `« ${label} »` : label);
}

function bring(field) {
  field?.scrollIntoView({ block: 'center' });
  // A calendar would open over what is said of its day.
  field?.querySelector('input:not(.flatpickr-input), textarea, [tabindex="0"]')?.focus({ preventScroll: true });
}

const fields = () => [...document.querySelectorAll('.fjs-container .fjs-form-field')].filter(labelOf);

function sayRefused(message) {
  const at = {};
  for (const field of fields()) {
    // A list stands before its columns, which begin with its name.
    for (const end of [', ligne ', ' : ']) {
      const start = message.indexOf(nameOf(field) + end);
      if (start >= 0) at[start] = field;
    }
  }
  Object.keys(at).forEach((start, i, all) => {
    const note = document.createElement('div');
    note.className = 'typed-note refused';
    note.setAttribute('role', 'alert');
    note.textContent = message.slice(start, all[i + 1]);
    at[start].append(note);
    for (const change of ['input', 'click']) at[start].addEventListener(change, () => note.remove());
  });
}

const bringWrong = () =>
  bring(document.querySelector('.fjs-container :is(.refused, .fjs-form-field-error)')?.closest('.fjs-form-field'));

// What it could not load, Tasklist names in marks of its own, and says twice.
function sayOnce(alert) {
  const texts = document.createTreeWalker(alert, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/(&lt;|<)\w+(&gt;|>) (&lt;|<)- /, '');
  const head = alert.querySelector('strong');
  const said = head && plain(head.textContent).replace(/ ?:$/, '');
  if (said && plain(alert.textContent).split(said).length > 2) head.remove();
}

new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => {
  if (!node.matches?.('.alert-danger')) return;
  sayOnce(node);
  document.querySelectorAll('.refused').forEach(note => note.remove());
  sayRefused(plain(node.textContent));
  bringWrong();
}))).observe(document.documentElement, { childList: true, subtree: true });

// « Terminer » is dead while an answer is wrong, if only since this very press left its field: it leads there.
document.addEventListener('pointerup', event => {
  if (event.target.closest?.('.task-card .form-actions .btn-primary:disabled')) bringWrong();
}, true);

// A list of choices or a calendar opens in full view, wherever its field stands.
for (const opening of ['focusin', 'click']) {
  document.addEventListener(opening, () => requestAnimationFrame(() => document
    .querySelector('.fjs-container :is(.fjs-dropdownlist, .flatpickr-calendar.open)')?.scrollIntoView({ block: 'nearest' })));
}

// What a long form says to be missing leads there.
document.addEventListener('click', event => {
  const way = event.target.closest?.('.fjs-container a[href^="#"]');
  if (!way) return;
  event.preventDefault();
  bring(fields().find(field => labelOf(field) === plain(way.textContent)));
}, true);
