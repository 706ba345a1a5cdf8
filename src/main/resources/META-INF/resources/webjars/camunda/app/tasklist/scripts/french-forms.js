// The forms' own words are English in their bundle: this puts them into French, and dates day first.

const number = text => text.replace(/\.(?=\d)/, ',');

const MESSAGES = [
  [/^Field is required\.$/, () => 'Ce champ est obligatoire.'],
  [/^Field must have minimum value of (.+)\.$/, value => `La valeur minimale est ${number(value)}.`],
  [/^Field must have maximum value of (.+)\.$/, value => `La valeur maximale est ${number(value)}.`],
  [/^Field must have minimum length of (.+)\.$/, value => `${value} caractères au moins.`],
  [/^Field must have maximum length of (.+)\.$/, value => `${value} caractères au plus.`],
  [/^Field must match pattern .*https\?.*$/, () => 'Une adresse complète est attendue, par exemple https://exemple.fr.'],
  [/^Field must match pattern [^]*$/, () => 'Ni virgule, ni point-virgule, ni barre oblique ici.'],
  [/^Field must be a valid email\.$/, () => 'Une adresse électronique est attendue.'],
  [/^Field must be a valid\s+international phone number.*$/, () => 'Un numéro de téléphone international est attendu.'],
  [/^Value is not a number\.$/, () => 'Un nombre est attendu.'],
  [/^Value is expected to be an integer\.$/, () => 'Un nombre entier est attendu.'],
  [/^Value is expected to have at most (\d+) decimal digits?\.$/, digits => `${digits} décimale${digits > 1 ? 's' : ''} au plus.`],
  [/^Please select a valid value, the two nearest valid values are (.+) and (.+)\.$/,
    (low, high) => `Choisissez une valeur admise, par exemple ${number(low)} ou ${number(high)}.`],
  [/^Date is not valid\.?$/i, () => 'Cette date n’existe pas.'],
  [/^Date and time must both be entered\.$/, () => 'La date et l’heure sont toutes deux attendues.'],
  [/^Select$/, () => 'Choisir'],
  [/^Search$/, () => 'Chercher'],
  [/^Add new$/, () => 'Ajouter une ligne'],
  [/^Remove$/, () => 'Retirer'],
  [/^Remove list item (\d+)$/, line => `Retirer la ligne ${line}`],
  [/^Increment$/, () => 'Augmenter'],
  [/^Decrement$/, () => 'Diminuer'],
  [/^Click to sort by ([^]+) ascending$/, column => `Trier par « ${column} », en ordre croissant`],
  [/^Click to sort by ([^]+) descending$/, column => `Trier par « ${column} », en ordre décroissant`],
  [/^Click to remove sorting$/, () => 'Ne plus trier'],
  [/^Show all \((\d+)\)$/, all => `Tout afficher (${all})`],
  [/^Expand all \((\d+)\)$/, all => `Tout afficher (${all})`],
  [/^(?:Collapse|Collapse all|Show less)$/, () => 'Afficher moins'],
  [/^No results$/, () => 'Aucun résultat'],
  [/^Nothing to show\.?$/, () => 'Rien à afficher pour l’instant'],
  [/^(\d+) of (\d+)$/, (page, all) => `${page} sur ${all}`],
  [/^(\d+)-(\d+) of (\d+)$/, (from, to, all) => `${from} à ${to} sur ${all}`],
  [/^Previous page$/, () => 'Page précédente'],
  [/^Next page$/, () => 'Page suivante'],
  [/^First page$/, () => 'Première page'],
  [/^Last page$/, () => 'Dernière page']
];

const french = text => {
  const said = text.trim();
  for (const [english, say] of MESSAGES) {
    const found = english.exec(said);
    if (found) return text.replace(said, () => say(...found.slice(1)));
  }
  return null;
};

const ATTRIBUTES = ['placeholder', 'title', 'aria-label'];

function translate(root) {
  if (root.nodeType === Node.TEXT_NODE) {
    const parent = root.parentElement;
    const said = parent?.closest('.fjs-form-field-text, textarea')
      || parent?.closest('.fjs-table-td') && root.data !== 'Nothing to show.';  // words of people stay as they are
    const text = parent?.closest('.fjs-container') && !said && french(root.data);
    if (text) root.data = text;
    return;
  }
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  if (root.closest('.fjs-container')) {
    for (const name of ATTRIBUTES) {
      const text = root.hasAttribute(name) && french(root.getAttribute(name));
      if (text) root.setAttribute(name, text);
      if (root.getAttribute(name) === 'dd/mm/yyyy') root.setAttribute(name, 'jj/mm/aaaa');
    }
  }
  root.childNodes.forEach(translate);
}

new MutationObserver(changes => changes.forEach(change => {
  if (change.type === 'childList') change.addedNodes.forEach(translate);
  else translate(change.target);
})).observe(document.documentElement,
  { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });

// Dates day first, whatever the browser's language: the forms ask for the format of the locale « default ».
const BrowserFormat = Intl.DateTimeFormat;
Intl.DateTimeFormat = new Proxy(BrowserFormat, {
  construct: (target, [locale, ...rest]) => new target(locale === 'default' ? 'fr-FR' : locale, ...rest),
  apply: (target, self, [locale, ...rest]) => target(locale === 'default' ? 'fr-FR' : locale, ...rest)
});

const calendar = () => window.flatpickr?.localize({
  firstDayOfWeek: 1,
  weekdays: {
    shorthand: ['dim', 'lun', 'mar', 'mer', 'jeu', 'ven', 'sam'],
    longhand: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi']
  },
  months: {
    shorthand: ['janv', 'févr', 'mars', 'avr', 'mai', 'juin', 'juil', 'août', 'sept', 'oct', 'nov', 'déc'],
    longhand: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre',
      'novembre', 'décembre']
  },
  ordinal: day => (day > 1 ? '' : 'er'),
  rangeSeparator: ' au ',
  weekAbbreviation: 'Sem',
  scrollTitle: 'Défiler pour augmenter',
  toggleTitle: 'Cliquer pour basculer',
  yearAriaLabel: 'Année',
  monthAriaLabel: 'Mois',
  hourAriaLabel: 'Heure',
  minuteAriaLabel: 'Minute',
  time_24hr: true
});

calendar();
document.addEventListener('focusin', calendar, { once: true });

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

// A corrected cell of a list leaves an empty slot among the form's errors, and Tasklist, which counts slots, keeps the
// task locked. Where no error is shown, unlock it: finishing checks everything again.
function countShownErrors({ target }) {
  const form = target.closest?.('.fjs-container');
  const task = form && window.angular?.element(form).inheritedData('$camTasklistFormController');
  if (!task || task.countsShownErrors) return;
  const notify = task.notifyFormValidated;
  task.countsShownErrors = true;
  task.notifyFormValidated = invalid => {
    if (!invalid) notify(false);
    else setTimeout(() => notify(document.querySelector('.fjs-form-field-error') !== null), 150);
  };
}
for (const touch of ['focusin', 'keydown', 'click', 'input']) document.addEventListener(touch, countShownErrors, true);

// A draft that is opened again is judged before its lists stand on the page.
new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => {
  const form = node.matches?.('.fjs-container') ? node : node.querySelector?.('.fjs-container');
  if (!form) return;
  setTimeout(() => {
    countShownErrors({ target: form });
    if (form.isConnected) window.angular?.element(form).inheritedData('$camTasklistFormController')?.notifyFormValidated(true);
  }, 400);
}))).observe(document.documentElement, { childList: true, subtree: true });

// A number field drops what it does not know, and takes the digits that follow: 12,50 in a field of whole numbers became
// 1250. It gets digits, one separator where it has decimals, and nothing after what it has dropped.
const numberField = target => target.closest?.('.fjs-form-field-number input');
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
  if (!/[,.]/.test(key)) return;
  const before = input.value;
  setTimeout(() => {
    if (input.value !== before) return;
    input.dataset.full = 'true';
    say(input, CUT);
  });
}, true);
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
