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
  [/^of$/, () => 'sur'],  // a page of a table and how many there are stand beside it
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
