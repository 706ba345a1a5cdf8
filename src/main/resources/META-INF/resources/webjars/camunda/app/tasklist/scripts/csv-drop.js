// A form that shows « .csv-drop » with a link to a route takes a CSV file there: dropped or chosen, it is sent to the
// route and recorded whole or not at all. The server says which lines are faulty.

const NOTICE = 'jalon-csv-notice';

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const cookie = name => document.cookie.split('; ').find(each => each.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';

const several = (count, one, many) => `${count} ${count > 1 ? many : one}`;

const french = days => days.map(day => day.split('-').reverse().join('/')).join(', ');

function summary({ added, corrected, unchanged, days, newChannels, doubtful }) {
  const parts = [several(added, 'ligne enregistrée', 'lignes enregistrées')];
  if (corrected) parts.push(several(corrected, 'corrigée', 'corrigées'));
  if (unchanged) parts.push(several(unchanged, 'inchangée', 'inchangées'));
  let text = `${parts.join(', ')}, sur ${several(days.length, 'jour', 'jours')}.`;
  if (newChannels.length) text += ` Canal nouveau, que vos campagnes ne connaissent pas : ${newChannels.join(', ')}.`;
  if (doubtful.length) {
    text += ` À vérifier : plus de conversions que de visites le ${french(doubtful)}. Les visites manquent peut-être au fichier.`;
  }
  return text;
}

// The page as it opens anew, without the task that the figures may just have finished.
async function reopen() {
  const task = /[?&]task=([^&]+)/.exec(location.hash)?.[1];
  const engine = location.pathname.split('/')[4];
  if (task && !(await fetch(`/camunda/api/engine/engine/${engine}/task/${task}`)).ok) {
    location.hash = location.hash.replace(/&?task=[^&]+/, '');
  }
  location.reload();
}

function dropZone(place, route, names) {
  const file = element('input', { type: 'file', accept: '.csv,.tsv,.txt,text/csv', id: 'csv-file' });
  const channel = element('select', { id: 'csv-channel' }, element('option', { value: '' }, 'nommé dans le fichier'),
    ...names.map(name => element('option', { value: name }, name)));
  const said = element('div', { class: 'csv-said', role: 'status' });

  async function send(chosen) {
    if (!chosen) return;
    place.classList.add('csv-busy');
    said.replaceChildren(`Envoi de « ${chosen.name} »…`);
    try {
      const query = channel.value ? `?channel=${encodeURIComponent(channel.value)}` : '';
      const answer = await fetch(route + query, {
        method: 'POST', body: chosen,
        headers: { 'Content-Type': 'text/csv', 'X-JALON-XSRF-TOKEN': decodeURIComponent(cookie('JALON-XSRF-TOKEN')) }
      });
      const result = await answer.json();
      if (answer.ok) {
        sessionStorage.setItem(NOTICE, `« ${chosen.name} » : ${summary(result)}`);
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

  file.addEventListener('change', () => send(file.files[0]));
  for (const over of ['dragenter', 'dragover']) {
    place.addEventListener(over, event => { event.preventDefault(); place.classList.add('csv-over'); });
  }
  for (const away of ['dragleave', 'drop']) place.addEventListener(away, () => place.classList.remove('csv-over'));
  place.addEventListener('drop', event => { event.preventDefault(); send(event.dataTransfer.files[0]); });

  place.replaceChildren(
    element('p', { class: 'csv-ask' }, 'Déposez ici un fichier CSV de vos régies ou de votre tableur.'),
    file, element('label', { for: 'csv-file', class: 'csv-choose' }, 'Choisir un fichier'),
    element('label', { for: 'csv-channel' }, 'Canal :'), channel,
    element('p', {}, 'Une ligne par jour et par canal : date, canal, impressions, clics, visites, conversions, dépense.'
      + ' Tout le fichier est enregistré, ou rien.'), said);
}

function notice() {
  const text = sessionStorage.getItem(NOTICE);
  if (!text) return;
  sessionStorage.removeItem(NOTICE);
  const shown = element('div', { class: 'csv-notice', role: 'status' }, text);
  document.body.append(shown);
  setTimeout(() => shown.remove(), 15000);
}

function prepare() {
  for (const link of document.querySelectorAll('.fjs-container .csv-drop > a')) {
    dropZone(link.parentElement, link.getAttribute('href'), (link.title || '').split(',').filter(name => name));
  }
}

new MutationObserver(prepare).observe(document.documentElement, { childList: true, subtree: true });
notice();
