// What the lists say: how much waits in each, whose it is, and when it is due, in words.
import { seek } from './drafts.js?bust=jalon';
import { words } from './due.js?bust=jalon';

const page = document.documentElement;
const base = document.querySelector('base');
const STAFF = ['in-facilitators', 'in-coaches', 'in-administrators'];
const isStaff = STAFF.some(group => page.classList.contains(group));
if (!isStaff && [...page.classList].filter(group => group.startsWith('in-team-')).length < 2) page.classList.add('in-one-team');

const scope = element => element && window.angular?.element(element).scope();

// Beside the place where Tasklist writes how long ago that was.
function sayDue(place, task) {
  if (!place) return;
  const due = task?.due && new Date(task.due);
  const said = due ? words(due, new Date()) : 'sans échéance';
  let label = place.querySelector('.jalon-due');
  if (!label) place.append(label = Object.assign(document.createElement('span'), { className: 'jalon-due' }));
  if (label.textContent !== said) label.textContent = said;
  label.classList.toggle('late', Boolean(due) && due < new Date());
}

let counts = {};
async function count() {
  const engine = location.pathname.match(/\/app\/[^/]+\/([^/]+)/)?.[1];
  const answer = await fetch(`${base.getAttribute('engine-api')}engine/${engine}/filter?itemCount=true&resourceType=Task`);
  if (!answer.ok) return;
  counts = Object.fromEntries((await answer.json()).map(({ id, itemCount }) => [id, itemCount]));
  refresh();
}

function sayCount(item) {
  const name = item.querySelector('.name a');
  const filter = scope(item)?.filter;
  if (!name || !filter) return;
  const label = name.firstChild;
  if (isStaff && page.lang === 'fr' && label.data.trim() === 'Mon équipe') label.data = 'À faire ';
  if (!(filter.id in counts)) return;
  const said = `(${counts[filter.id]})`;
  let number = name.querySelector('.jalon-count');
  if (!number) name.append(number = Object.assign(document.createElement('span'), { className: 'jalon-count' }));
  if (number.textContent !== said) number.textContent = said;
}

// The team stands first, for who reads by ear too, and its cohort with it, for those who hold several.
const cohorts = new Map();
function beginWithTeam(card) {
  const details = card.querySelector('.task-card-details');
  if (details?.previousElementSibling) details.parentElement.prepend(details);
  const cohort = cohorts.get(scope(card)?.task?.id);
  const team = details?.querySelector('.variables');
  if (cohort && team && !team.querySelector('.jalon-cohort')) {
    team.append(Object.assign(document.createElement('span'), { className: 'jalon-cohort', textContent: cohort }));
  }
}

async function askCohorts() {
  const asked = [...document.querySelectorAll('.tasks-list li.task')].map(card => scope(card)?.task?.id).filter(id => id && !cohorts.has(id));
  if (!asked.length) return;
  asked.forEach(id => cohorts.set(id, ''));
  const answer = await fetch(`/api/tasks/cohorts?${new URLSearchParams(asked.map(id => ['task', id]))}`);
  if (answer.ok) Object.entries(await answer.json()).forEach(([id, cohort]) => cohorts.set(id, cohort));
  refresh();
}

let seen = null;
function refresh() {
  document.querySelectorAll('.task-filters .task-filter').forEach(sayCount);
  document.querySelectorAll('.tasks-list li.task').forEach(card => {
    beginWithTeam(card);
    if (page.lang === 'fr') sayDue(card.querySelector('.dates'), scope(card)?.task);
  });
  const shown = document.querySelector('.task-card');
  if (shown && page.lang === 'fr') sayDue(shown.querySelector('.meta .due-date .view-value'), scope(shown)?.task);
  if (isStaff) askCohorts().catch(failure => console.warn('Cohorts unknown.', failure));
  // What Tasklist itself counts, of the list on show, tells when to count anew; so does who holds the task on show.
  const counted = document.querySelector('.task-filters .active .counter:not(.ng-hide)')?.textContent.trim();
  const now = `${new URLSearchParams(location.hash.split('?')[1]).get('filter')} ${counted} ${scope(shown)?.task?.id} ${scope(shown)?.task?.assignee}`;
  if (!counted || now === seen) return;
  seen = now;
  count().catch(failure => console.warn('Not counted.', failure));
}

let waits = 0;
new MutationObserver(() => {
  waits = waits || requestAnimationFrame(() => {
    waits = 0;
    seek();
    refresh();
  });
}).observe(document.querySelector('.site-wrap'), { childList: true, subtree: true, characterData: true });
setInterval(refresh, 60000);
