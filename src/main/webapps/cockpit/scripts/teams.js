// What Jalon's routes tell administrators, beside the engine's own views.
const get = async path => {
  const answer = await fetch(`/api/cockpit/${path}`);
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.detail);
  return told;
};
const make = (name, props, ...inside) => {
  const node = Object.assign(document.createElement(name), props);
  node.append(...inside.flat().filter(each => each || each === 0));
  return node;
};
const all = (name, texts) => texts.map(textContent => make(name, { textContent }));
const link = (href, textContent) => (href ? make('a', { href, textContent }) : textContent);
const button = (textContent, onclick) => make('button', { type: 'button', className: 'btn btn-default', textContent, onclick });
const box = (label, onchange) => make('label', {}, make('input', { type: 'checkbox', onchange }), label);
const select = (label, onchange) => make('label', {}, label, make('select', { onchange }));
const offer = (label, choices, value) => {
  label.lastChild.replaceChildren(...choices.map(([value, textContent]) => make('option', { value, textContent })));
  label.lastChild.value = value;
};
const table = (caption, head, rows) => make('div', { className: 'jalon-scroll' }, make('table', { className: 'cam-table' },
  all('caption', [caption]), make('thead', {}, make('tr', {}, all('th', head))),
  make('tbody', {}, rows.map(cells => make('tr', {}, cells.map(cell => make('td', {}, cell)))))));
const list = facts => make('dl', {}, facts.flatMap(([label, value]) => [make('dt', {}, label), make('dd', {}, value)]));
const instance = row => link(`#/process-instance/${row.instance}/runtime`, 'Ouvrir');
const team = row => link(row.page, row.team);

// An older answer never covers a newer one.
const fill = async (place, path, show) => {
  const turn = place.turn = (place.turn ?? 0) + 1;
  const shown = await get(path).then(show).catch(failure => all('p', [`Jalon ne répond pas\u00a0: ${failure.message}`]));
  if (turn === place.turn) place.replaceChildren(...shown.filter(Boolean));
};
const pages = (told, load) => {
  const next = told.from + told.rows.length;
  return make('p', {}, told.from > 0 && button('Précédents', () => load(told.from - 100)), next < told.total && button('Suivants', () => load(next)));
};

const TEAMS = 'Équipes';
const CHOICES = Object.entries({ '': 'En cours', late: 'En retard', incidents: 'Avec un incident', ended: 'Terminés' });
let asked = {};
let refresh;

const teams = (container, { processDefinitionId: definition }) => {
  if (asked.definition !== definition) asked = { definition };
  const place = make('div');
  const change = to => load(0, Object.assign(asked, to));
  const cohort = select('Cohorte ', event => change({ cohort: event.target.value }));
  const which = select('Parcours ', event => change({ which: event.target.value }));
  const phase = button('', () => change({ phase: '' }));
  const load = from => {
    const query = new URLSearchParams({ cohort: asked.cohort ?? '', phase: asked.phase ?? '', versions: !!asked.versions, from });
    if (asked.which) query.set(asked.which, true);
    return fill(place, `definitions/${definition}/teams?${query}`, page => {
      offer(cohort, [['', 'Toutes'], ...Object.entries(page.cohorts)], asked.cohort ?? '');
      offer(which, CHOICES, asked.which ?? '');
      phase.textContent = `${page.phase} ×`;
      phase.hidden = !page.phase;
      const end = asked.which === 'ended';
      return [table(`${page.total} parcours`,
        ['Équipe', 'Cohorte', ...(end ? ['Clos', 'Issue', 'Dossier'] : ['Phase', 'Retard', 'Attendu', 'Dernier signe', 'Incident', 'Parcours'])],
        page.rows.map(row => [team(row), row.cohort, ...(end
          ? [row.closed, row.outcome, row.dossier && link(row.dossier.href, row.dossier.label)]
          : [row.phase, row.late, row.awaited, row.lastSign, row.incident, instance(row)])])),
      pages(page, load)];
    });
  };
  container.className = 'jalon';
  container.append(make('p', {}, cohort, which, box(' Toutes les versions', event => change({ versions: event.target.checked })), phase), place);
  refresh = () => load(0);
  refresh();
};

const one = (container, { processInstanceId }) => {
  container.className = 'jalon';
  fill(container, `instances/${processInstanceId}`, told => [
    list([['Équipe', team(told)], ...told.facts.map(fact => [fact.label, fact.value])]),
    told.slots.length && table('Étapes', ['Étape', 'État', 'Prévue', 'Vécue'], told.slots.map(slot => [slot.title, slot.state, slot.planned, slot.lived])),
    ...told.answers.map(task => make('details', {}, all('summary', [`${task.name} – ${task.who}, ${task.when}`]),
      list(task.answers.map(line => [line.label, line.rows.length ? table('', line.head, line.rows) : line.words]))))]);
};

const incidents = container => {
  container.className = 'jalon';
  const load = from => fill(container, `incidents?from=${from}`, told => told.total ? [
    table(`${told.total} en attente`, ['Équipe', 'Ce qui s’est passé', 'Parcours'], told.rows.map(row => [team(row), row.sentence, instance(row)])),
    pages(told, load)] : all('p', ['Aucun incident.']));
  load(0);
};

const HEAT = { cool: '< 75\u00a0%', warm: '≤ 100\u00a0%', hot: '> 100\u00a0%' };

// The engine's badges say « … » for what a collapsed phase holds, and count an incident in it twice.
const draw = async (viewer, asking, choose) => {
  const marks = Object.entries(await asking).filter(([id]) => viewer.get('elementRegistry').get(id));
  const add = (id, position, html) => viewer.get('overlays').add(id, { position, html, scale: { min: 1 } });
  for (const [id, mark] of marks) {
    const holds = /(SubProcess|CallActivity)$/.test(viewer.get('elementRegistry').get(id).type) && (mark.here || mark.incidents);
    if (holds) add(id, { bottom: 10, left: -8 }, make('div', { className: 'jalon-counts' },
      [['', mark.here, 'ici'], ['late', mark.late, 'en retard'], ['incidents', mark.incidents, 'incident(s)']].map(([which, count, words]) => (
        count > 0 && make('button', { type: 'button', className: which, textContent: count, title: `${mark.name}\u00a0: ${count} ${words}`, onclick: event => {
          event.stopPropagation();
          choose({ phase: id, which });
        } })))));
    if (mark.used) add(id, { top: -14, right: 40 }, make('b', { className: 'jalon-used', textContent: `${Math.round(mark.used * 100)}\u00a0%` }));
  }
  const hot = marks.filter(([, mark]) => mark.used);
  const canvas = viewer.get('canvas');
  if (hot.length) canvas.getContainer().append(make('div', { className: 'jalon-legend' },
    box(' Temps passé', ({ target: { checked } }) => {
      canvas.getContainer().classList.toggle('jalon-heat', checked);
      hot.forEach(([id, mark]) => canvas[checked ? 'addMarker' : 'removeMarker'](id, `jalon-${mark.used > 1 ? 'hot' : mark.used < 0.75 ? 'cool' : 'warm'}`));
    }), make('span', {}, ' jours pris sur jours prévus, médiane ', Object.entries(HEAT).map(([name, textContent]) => make('b', { className: `jalon-${name}`, textContent })))));
};

const plugin = (pluginPoint, label, render, unmount) => (
  { id: `jalon-${pluginPoint}`, pluginPoint: `cockpit.${pluginPoint}`, priority: 100, render, unmount, properties: { label } });

export default [
  plugin('processDefinition.runtime.tab', TEAMS, teams, () => refresh = null),
  plugin('processInstance.runtime.tab', 'Équipe', one),
  plugin('processDefinition.diagram.plugin', '', (viewer, { processDefinitionId: definition }) => (
    draw(viewer, get(`definitions/${definition}/marks`), chosen => {
      asked = { definition, ...chosen };
      if (refresh) refresh();
      else [...document.querySelectorAll('.nav-tabs a')].find(tab => tab.textContent.trim() === TEAMS).click();
    }))),
  plugin('processInstance.diagram.plugin', '', (viewer, { processInstanceId }) => (
    draw(viewer, get(`instances/${processInstanceId}`).then(told => told.marks), () => {}))),
  plugin('dashboard', 'Incidents', incidents)
];
