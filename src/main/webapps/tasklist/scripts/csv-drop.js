// A form that shows « .csv-drop » with a link to a route takes a CSV file there: dropped or chosen, it is sent to the
// route and recorded whole or not at all. The server says which lines are faulty. Without a link, the file's text goes
// into the form's text area, for a person to read before the form is sent.

const NOTICE = 'jalon-csv-notice';

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const cookie = name => document.cookie.split('; ').find(each => each.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';

// The server alone decodes files: in a browser a list would be read by another rule.
const posted = file => ({
  method: 'POST', body: file,
  headers: { 'Content-Type': 'text/csv', 'X-JALON-XSRF-TOKEN': decodeURIComponent(cookie('JALON-XSRF-TOKEN')) }
});

// The page as it opens anew, without the task that the figures may just have finished.
async function reopen() {
  const task = /[?&]task=([^&]+)/.exec(location.hash)?.[1];
  const api = document.querySelector('base').getAttribute('engine-api');
  const engine = location.pathname.match(/\/app\/[^/]+\/([^/]+)/)[1];
  if (task && !(await fetch(`${api}engine/${engine}/task/${task}`)).ok) {
    location.hash = location.hash.replace(/&?task=[^&]+/, '');
  }
  location.reload();
}

// A start dialog may lie over a form: each has a file of its own.
let files = 0;

const fileInput = () => element('input', { type: 'file', accept: '.csv,.tsv,.txt,text/csv', id: `csv-file-${++files}` });

const chooser = file => element('label', { for: file.id, class: 'csv-choose' }, 'Choisir un fichier');

// Takes the file that is chosen, or dropped anywhere on the ground.
function takeFile(file, ground, place, take) {
  file.addEventListener('change', () => take(file.files[0]));
  for (const over of ['dragenter', 'dragover']) {
    ground.addEventListener(over, event => { event.preventDefault(); place.classList.add('csv-over'); });
  }
  for (const away of ['dragleave', 'drop']) ground.addEventListener(away, () => place.classList.remove('csv-over'));
  ground.addEventListener('drop', event => { event.preventDefault(); take(event.dataTransfer.files[0]); });
}

function dropZone(place, route, names) {
  const file = fileInput();
  const channel = element('select', { id: 'csv-channel' }, element('option', { value: '' }, 'nommé dans le fichier'),
    ...names.map(name => element('option', { value: name }, name)));
  const said = element('div', { class: 'csv-said', role: 'status' });

  async function send(chosen) {
    if (!chosen) return;
    place.classList.add('csv-busy');
    said.replaceChildren(`Envoi de « ${chosen.name} »…`);
    try {
      const query = channel.value ? `?channel=${encodeURIComponent(channel.value)}` : '';
      const answer = await fetch(route + query, posted(chosen));
      const result = await answer.json();
      if (answer.ok) {
        sessionStorage.setItem(NOTICE, JSON.stringify({ file: chosen.name, said: result.summary, warned: result.warnings }));
        await reopen();
        return;
      }
      const faults = Object.values(result.errors ?? {});
      said.replaceChildren(element('strong', {}, `« ${chosen.name} » n’est pas enregistré.`),
        element('ul', {}, ...(faults.length ? faults : [result.detail]).map(fault => element('li', {}, fault))));
    } catch {
      said.replaceChildren(element('strong', {}, 'Le fichier n’a pas pu être envoyé : vérifiez votre connexion, puis réessayez.'));
    }
    place.classList.remove('csv-busy');
    file.value = '';
  }

  takeFile(file, place, place, send);
  place.replaceChildren(
    element('p', { class: 'csv-ask' }, 'Déposez ici un fichier CSV de vos régies ou de votre tableur.'),
    file, chooser(file),
    element('label', { for: 'csv-channel' }, 'Canal :'), channel,
    element('p', {}, 'Une ligne par jour et par canal : date, canal, impressions, clics, visites, conversions, dépense.'
      + ' Tout le fichier est enregistré, ou rien. Ce qu’il ne donne pas reste inconnu, ou tel qu’il est.'), said);
}

function textZone(place, form) {
  const file = fileInput();
  const said = element('div', { class: 'csv-said', role: 'status' });

  async function read(chosen) {
    if (!chosen) return;
    const area = form.querySelector('textarea');
    place.classList.remove('csv-read');
    if (chosen.size > 1e6) said.replaceChildren(`« ${chosen.name} » est trop grand : un mégaoctet au plus.`);
    else {
      try {
        const answer = await fetch('/api/lists/text', posted(chosen));
        if (answer.ok) {
          area.value = await answer.text();
          area.dispatchEvent(new Event('input', { bubbles: true }));
          place.classList.add('csv-read');
          said.replaceChildren(`« ${chosen.name} » est dans le champ ci-dessous : relisez-le avant de démarrer.`);
        } else said.replaceChildren(`« ${chosen.name} » n’est pas lu. ${(await answer.json()).detail}`);
      } catch {
        said.replaceChildren(`« ${chosen.name} » n’a pas pu être lu : vérifiez votre connexion, puis réessayez.`);
      }
    }
    file.value = '';
  }

  takeFile(file, form, place, read);
  place.replaceChildren(
    element('p', { class: 'csv-ask' }, 'Déposez ici un fichier CSV, ou collez la liste dans le champ ci-dessous.'),
    file, chooser(file), said);
}

// What became of the file, until it is closed.
function notice() {
  const kept = sessionStorage.getItem(NOTICE);
  if (!kept) return;
  sessionStorage.removeItem(NOTICE);
  const { file, said, warned } = JSON.parse(kept);
  const close = element('button', { type: 'button' }, 'Fermer');
  const shown = element('div', { class: 'csv-notice', role: 'status' }, element('strong', {}, `« ${file} » est enregistré.`),
    ...said.map(sentence => element('p', {}, sentence)),
    ...(warned.length ? [element('strong', {}, 'À vérifier'), element('ul', {}, ...warned.map(each => element('li', {}, each)))] : []),
    close);
  close.addEventListener('click', () => shown.remove());
  document.body.append(shown);
}

function prepare() {
  for (const link of document.querySelectorAll('.fjs-container .csv-drop > a')) {
    dropZone(link.parentElement, link.getAttribute('href'), (link.title || '').split(',').filter(name => name));
  }
  for (const hint of document.querySelectorAll('.fjs-container .csv-drop > span')) {
    textZone(hint.parentElement, hint.closest('.fjs-container'));
  }
}

new MutationObserver(prepare).observe(document.documentElement, { childList: true, subtree: true });
notice();
