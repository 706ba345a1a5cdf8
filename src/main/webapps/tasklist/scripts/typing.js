// What is typed into a form is what the form gets, or the form says why not.

// Tells beside a field what became of what was typed there, until something else is.
function say(input, text) {
  const field = input.closest('.fjs-form-field');
  field?.querySelector('.typed-note')?.remove();
  if (!text || !field) return;
  const note = document.createElement('div');
  note.className = 'typed-note';
  note.setAttribute('role', 'alert');
  note.textContent = text;
  field.append(note);
  input.addEventListener('input', () => note.remove(), { once: true });
}

// The calendar makes some day out of whatever is typed. What is typed is read first: day first, or as programs write it;
// what is no day is none.
const NO_DAY = 'cette date n’existe pas ; écrivez jour/mois/année, par exemple 07/12/2026.';
function readDate() {
  const input = document.activeElement;
  if (!input?._flatpickr || !input.closest('.fjs-container') || !input.value.trim()) return;
  const typed = input.value.trim();
  const [, day, month, year] = typed.match(/^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/)
    ?? typed.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1').match(/^(\d\d)\/(\d\d)\/(\d{4})$/)
    ?? typed.replace(/(\d\d)$/, '20$1').match(/^(\d{1,2})[/. -](\d{1,2})[/. -](20\d\d)$/) ?? [];
  const date = new Date(year, month - 1, day);
  const isDay = date.getMonth() === month - 1;
  input.value = isDay ? [day, month, year].map(part => part.padStart(2, '0')).join('/') : '';
  setTimeout(() => say(input, isDay ? '' : `« ${typed} » : ${NO_DAY}`), 300);  // after what the calendar has to say
}
addEventListener('mousedown', ({ target }) => { if (target !== document.activeElement) readDate(); }, true);
addEventListener('keydown', ({ key }) => { if (key === 'Tab' || key === 'Enter') readDate(); }, true);

// A number field drops what it does not know, and takes the digits that follow: 12,50 in a field of whole numbers became
// 1250. It gets digits, one separator where it has decimals, and nothing after what it has dropped.
const numberField = target => target.closest?.('.fjs-form-field-number input');
// A phone shows its digits. The forms do not say which fields have decimals, so all have the separator.
for (const event of ['pointerdown', 'focusin'])
  document.addEventListener(event, ({ target }) => { numberField(target)?.setAttribute('inputmode', 'decimal'); }, true);
const ONLY_DIGITS = 'Des chiffres seulement sont attendus ici.';
const CUT = 'Relisez ce nombre : ce qui suit la virgule ou le point n’a pas été repris.';
document.addEventListener('keydown', event => {
  const input = numberField(event.target);
  if (!input || event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  if (key.length > 1) {
    if (key !== 'Shift') delete input.dataset.full;
    return;
  }
  if (/[0-9]/.test(key) ? input.dataset.full : !/[-+,.]/.test(key)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!/[0-9\s]/.test(key)) say(input, ONLY_DIGITS);
    return;
  }
}, true);
document.addEventListener('keypress', event => {
  const input = numberField(event.target);
  if (!input || !/^[,.]$/.test(event.key) || !event.defaultPrevented) return;  // the field has taken it
  input.dataset.full = 'true';
  say(input, CUT);
});
document.addEventListener('beforeinput', event => {
  if (!numberField(event.target) || event.inputType !== 'insertText' || /^[-+,.\d]*$/.test(event.data ?? '')) return;
  event.preventDefault();
  say(event.target, ONLY_DIGITS);
}, true);
document.addEventListener('focusout', event => { delete numberField(event.target)?.dataset.full; }, true);
document.addEventListener('paste', event => {
  const input = numberField(event.target);
  if (!input) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const pasted = event.clipboardData.getData('text');
  const number = pasted.replace(/[\s€%]/g, '').replace(',', '.');
  if (/^-?\d+(\.\d+)?$/.test(number)) document.execCommand('insertText', false, number);
  else say(input, `« ${pasted.slice(0, 40)} » n’est pas un nombre.`);
}, true);

// The form counts with a point, people read and write a comma: each finds its own in the field.
const shown = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
const french = text => String(text ?? '').replace('.', ',');
function writeComma(input) {
  Object.defineProperty(input, 'value', {
    get: () => shown.get.call(input).replace(',', '.'),
    set: text => shown.set.call(input, french(text))
  });
  input.value = input.value;
  input.addEventListener('input', () => {
    const text = shown.get.call(input);
    if (!text.includes('.')) return;
    const caret = input.selectionStart;
    shown.set.call(input, french(text));
    input.setSelectionRange(caret, caret);
  });
}
new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => {
  node.querySelectorAll?.('.fjs-form-field-number input').forEach(input => {
    if (!Object.hasOwn(input, 'value')) writeComma(input);
  });
}))).observe(document.documentElement, { childList: true, subtree: true });

// While somebody else has taken a task on, its form is only read, with the keyboard too.
for (const event of ['focus', 'focusin', 'blur', 'focusout', 'keydown', 'beforeinput', 'paste']) {
  addEventListener(event, happened => {
    if (!happened.target.closest?.('.task-card:not(:has(button.claim)) .disabled-form .fjs-container')) return;
    happened.stopImmediatePropagation();
    if (happened.key !== 'Tab') happened.preventDefault();
  }, true);
}

// Escape closes an open calendar, and not the window around it with all that was typed.
addEventListener('keydown', event => {
  const open = event.key === 'Escape' && [...document.querySelectorAll('.fjs-container input')].find(input => input._flatpickr?.isOpen);
  if (!open) return;
  event.stopImmediatePropagation();
  open._flatpickr.close();
}, true);

// A window closes at a click beside it and at Escape; once something has been typed there, at its own buttons alone.
let written = null;
document.addEventListener('input', ({ target }) => {
  if (target.closest?.('.fjs-container, textarea')) written = target.closest('.modal-content') ?? written;
}, true);
addEventListener('click', event => {
  if (written?.isConnected && event.target.matches?.('.modal, .modal-dialog')) event.stopImmediatePropagation();
}, true);
document.documentElement.addEventListener('keydown', event => {
  if (event.key === 'Escape' && written?.isConnected) event.stopPropagation();
});
