// Nothing typed is lost: it is kept in this browser at once, and on the server for the team at a pause and at
// « Enregistrer ». Who types into a task that is nobody's takes it on.
import { DRAFT } from '../../french.js?bust=jalon';

const HERE = ' Ce que vous avez saisi est gardé dans ce navigateur.';
let at = null;  // the form on show

// A form's own service stands in the tree that draws it.
const formIn = node => node?.props?.value?.getService?.('form') ?? node?.__k?.reduce((found, child) => found ?? formIn(child), null);
const answers = () => JSON.stringify(at.form._getSubmitData());
const say = (form, text) => form.card.querySelectorAll('.draft-said').forEach(place => place.textContent = text);

function keepHere(form) {
  localStorage[form.here] = form.last;
  localStorage[form.mark] = JSON.stringify([form.seen, form.dirty]);
}

function typed() {
  const now = answers();
  if (at.over || !at.last || now === at.last) return;
  Object.assign(at, { last: now, dirty: true });
  if (!at.timer && !at.view.task.assignee) claim(at);
  clearTimeout(at.timer);
  at.timer = setTimeout(save, 3000, at);
  keepHere(at);
}

function claim(form) {
  const { card, id, view } = form;
  window.angular.element(card).injector().get('camAPI').resource('task').claim(id, view.$root.authentication.name, () => {
    for (const data of ['task', 'taskList']) view.taskData.changed(data);
    look(form);
  });
}

let turn = Promise.resolve();
const save = form => turn = turn.then(() => send(form)).catch(() => say(form, HERE));

async function send(form) {
  clearTimeout(form.timer);
  if (!form.dirty || form.over) return;
  const sent = form.last ?? localStorage[form.here];
  const answer = await fetch(`${form.url}draft`, {
    method: 'PUT', keepalive: sent.length < 2e4, body: `{"version":${form.seen},"answers":${sent}}`,
    headers: { 'Content-Type': 'application/json', 'X-JALON-XSRF-TOKEN': document.cookie.match(/JALON-XSRF-TOKEN=([^;]*)/)?.[1] }
  });
  told(form, answer);
  const { version, said, detail, draft } = await answer.json();
  if (answer.ok) {
    form.last = form.last ?? sent;
    keepHere(Object.assign(form, { seen: version, dirty: form.last !== sent }));
  } else if (draft) meet(form, draft, JSON.parse(sent));
  say(form, said ?? detail + HERE);
}

// A task that is over is offered to nobody.
const told = (form, { status }) => form.container.previousElementSibling.classList.toggle('is-over', status === 404);

// Two that meet stand side by side, as the server has written them, until somebody has chosen.
function meet(form, { version, answers, choice }, mine) {
  if (document.querySelector('.drafts-meet')) return;
  document.body.insertAdjacentHTML('beforeend', choice);
  const dialog = document.body.lastElementChild;
  dialog.showModal();
  dialog.onclose = () => dialog.remove();
  dialog.onsubmit = ({ target }) => {
    for (const [name, whose] of new FormData(target)) if (whose === 'mine') answers[name] = mine[name];
    show(form, version, true, answers);
  };
}

// Has Tasklist draw the form anew, which begins with what this browser keeps.
function show(form, seen, dirty, draft) {
  keepHere(Object.assign(form, { seen, dirty, last: JSON.stringify(draft) }));
  for (const state of ['', 'DONE']) {
    form.view.loadingState = state;
    form.view.$apply();
  }
}

// Who has the task, and what was typed there, perhaps on another device.
async function look(form) {
  const answer = await fetch(`${form.url}draft`);
  told(form, answer);
  const { version, answers, said, detail } = await answer.json();
  say(form, said ?? detail);
  if (form.dirty) save(form);
  else if (answers && version !== form.seen && form === at) show(form, version, false, answers);
}

async function leadOn(form) {
  form.over = true;
  localStorage.removeItem(form.mark);
  const { task, said } = await (await fetch(`${form.url}next`)).json();
  if (task) location.hash = `${location.hash.replace(/&?task=[^&]*/, '')}&task=${task}`;
  else document.querySelector('.tasks-list .content').prepend(Object.assign(document.createElement('p'), { className: 'next-task', role: 'status', textContent: said }));
}

function open(container, form) {
  const card = container.closest('[cam-tasklist-form]');
  const place = window.angular.element(card);
  const inside = place.isolateScope();
  const id = inside.params.taskId;
  const here = DRAFT + id;
  const mark = `${here}:seen`;
  const [seen, dirty] = here in localStorage ? JSON.parse(localStorage[mark] ?? '[0,true]') : [0, false];
  const from = at;
  const opened = { id, here, mark, seen, dirty, container, form, card, view: place.scope().$parent, url: `/api/tasks/${id}/` };
  at = opened;
  container.insertAdjacentHTML('beforebegin', '<div class="draft-banner"><span class="draft-said" role="status"></span><button class="btn btn-primary">Je m’en charge</button></div>');
  card.querySelector('.form-actions').insertAdjacentHTML('beforeend', '<button class="btn btn-link give-back">Rendre la tâche</button><span class="draft-said" role="status"></span>');
  const done = inside.onFormCompletionCallback;
  inside.onFormCompletionCallback = (failure, result) => {
    done(failure, result);
    if (!failure) leadOn(opened);
  };
  for (const touch of ['pointerdown', 'focusin']) container.addEventListener(touch, () => { opened.last = opened.last ?? answers(); }, true);
  form.on('changed', () => { if (at === opened) typed(); });
  document.querySelector('.next-task')?.remove();
  if (from?.over) Object.assign(document.querySelector('.task-details h2'), { tabIndex: -1 }).focus();
  look(opened);
}

// Told by the lists whenever the page has changed.
export function seek() {
  const container = document.querySelector('.task-card .fjs-container');
  const form = container === at?.container ? null : formIn(container?.__k);
  if (form?._getState().schema) open(container, form);
}

const keep = () => {
  document.activeElement?.blur();  // a field waits for a pause in the typing before it tells its form
  if (!at) return;
  typed();
  save(at);
};
document.addEventListener('click', event => {
  const on = what => event.target.closest?.(what);
  const link = on('.fjs-container a[href]');
  if (link) Object.assign(link, { target: '_blank', rel: 'noopener' });
  if (on('.draft-banner button')) claim(at);
  const isSave = on('.task-card .form-actions .btn-default');
  if (isSave || on('.give-back')) keep();
  if (isSave) event.stopImmediatePropagation();
  if (on('.give-back')) turn.then(() => document.querySelector('.task-card .unclaim').click());
}, true);
addEventListener('pagehide', keep);
