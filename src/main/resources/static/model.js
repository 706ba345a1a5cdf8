// Draws a journey's model with bpmn-js, and on it where one team, or each of a cohort's, stands.

// What the viewer says of itself.
const inFrench = (text, parts = {}) =>
  text.replace(/^Open /, 'Ouvrir ').replace(/\{([^}]+)\}/g, (whole, name) => parts[name] ?? whole);

const section = document.querySelector('.model');
const { path, process, kind, open: isOpen } = section.dataset;

/** A part of this page's address, or this page for another model. */
const address = (part, model = process) => {
  const query = new URLSearchParams();
  if (kind) query.set('kind', kind);
  if (model) query.set('process', model);
  return `${path}${part}?${query}`;
};

const answer = async part => {
  const found = await fetch(address(part));
  if (!found.ok) throw new Error(`${part}: ${found.status}`);
  return found;
};

const badge = (words, className) => {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = words;
  return element;
};

const opens = call => {
  const link = document.createElement('a');
  link.className = 'opens';
  link.href = address('', call.businessObject.calledElement);
  link.textContent = '→';
  link.setAttribute('aria-label', `Ouvrir ${call.businessObject.name}`);
  return link;
};

/** What a team can stand at: neither flows nor labels nor the planes of sub-processes. */
const isActivity = shape => shape.type !== 'label' && shape.businessObject.$instanceOf('bpmn:FlowNode')
    && !shape.isImplicit && shape.width !== undefined;

const mark = (viewer, marks) => {
  const canvas = viewer.get('canvas');
  const overlays = viewer.get('overlays');
  viewer.get('elementRegistry').filter(isActivity).forEach(shape => {
    const found = marks[shape.id];
    const isHere = found === 'HERE' || typeof found === 'number';
    if (found || isOpen) canvas.addMarker(shape.id, isHere ? 'here' : found ? 'passed' : 'ahead');
    if (isHere) {
      const words = kind ? `${found}` : 'ici';
      const said = badge(words, 'count');
      if (kind) said.title = found > 1 ? `${found} équipes` : 'une équipe';
      overlays.add(shape.id, { position: { top: -14, left: -10 }, html: said });
    }
    if (shape.type === 'bpmn:CallActivity') {
      overlays.add(shape.id, { position: { bottom: 0, right: 0 }, html: opens(shape) });
    }
  });
};

/** All of it, with a little room around. */
const fit = canvas => {
  canvas.zoom('fit-viewport', 'auto');
  canvas.zoom(canvas.zoom() * 0.92, 'auto');
};

/** Sub-processes open within the drawing, called models on a page of their own. */
const drill = viewer => {
  const canvas = viewer.get('canvas');
  const events = viewer.get('eventBus');
  events.on('element.click', ({ element }) => {
    const plane = canvas.findRoot(`${element.id}_plane`);
    if (element.type === 'bpmn:CallActivity') location.assign(address('', element.businessObject.calledElement));
    else if (plane && element.collapsed) canvas.setRootElement(plane);
  });
  events.on('root.set', () => fit(canvas));
};

const draw = async () => {
  const [xml, marks] = await Promise.all([
    answer('/xml').then(found => found.text()),
    answer('/marques').then(found => found.json()),
  ]);
  section.hidden = false;
  const viewer = new window.BpmnJS({
    container: section.querySelector('.canvas'), zoomScroll: { enabled: false }, additionalModules: [{ translate: ['value', inFrench] }]
  });
  await viewer.importXML(xml);
  const canvas = viewer.get('canvas');
  fit(canvas);
  mark(viewer, marks);
  drill(viewer);
  section.querySelectorAll('[data-zoom]').forEach(button => button.addEventListener('click', () => {
    const factor = { in: 1.25, out: 0.8 }[button.dataset.zoom];
    if (factor) canvas.zoom(canvas.zoom() * factor, 'auto');
    else fit(canvas);
  }));
  section.dataset.drawn = 'true';
};

draw().catch(failed => {
  console.error(failed);
  section.hidden = false;
  section.querySelector('.canvas').hidden = true;
  section.querySelector('.error').hidden = false;
});
