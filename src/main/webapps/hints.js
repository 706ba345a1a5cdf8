// What the webapps' templates and their diagrams say in English alone, whatever the language.
const HINTS = new Map(Object.entries({
  'zoom in': 'Agrandir',
  'zoom out': 'Réduire',
  'reset zoom': 'Voir en entier',
  'Toggle this section': 'Plier ou déplier cette partie',
  'Select all': 'Tout sélectionner',
  'Suspended Job Definition': 'Définition de job suspendue',
  'task.assignee': 'Prise en charge par',
  'data-id': 'Identifiant de la donnée',
  'definition-id': 'Identifiant de la définition',
  'definition-key': 'Clé de la définition',
  'deployment-id': 'Identifiant du déploiement',
  'instance-id': 'Identifiant de l’instance',
  'history-time-to-live': 'Durée de conservation de l’historique',
  varName: 'nom',
  Jonny: 'Camille',
  Prosciutto: 'Martin',
  'j.prosciutto@acme.org': 'camille.martin@exemple.fr',
  'Input type': 'Type de l’entrée',
  'Input values': 'Valeurs de l’entrée',
  'Output type': 'Type de la sortie',
  'Output values': 'Valeurs de la sortie',
  'Output label': 'Sortie',
  'Output name': 'Nom de la sortie',
  'No overlap is possible and all rules are disjoint. Only a single rule can be matched': 'Une seule règle peut s’appliquer.',
  'Rules may overlap. The first matching rule will be chosen': 'La première règle qui s’applique est retenue.',
  'Rules may overlap. The one with the highest priority will be chosen': 'La règle de plus haute priorité est retenue.',
  'Rules may overlap. Their output have to match': 'Toutes les règles qui s’appliquent donnent la même sortie.',
  'Collects the values of all matching rules': 'Les sorties de toutes les règles qui s’appliquent sont réunies.'
}));

const PARTS = {
  'Decision name': 'Décision', 'Input label': 'Entrée', 'Input expression': 'Expression de l’entrée',
  'Output label': 'Sortie', 'Output name': 'Nom de la sortie'
};

const TABLE = {
  When: 'Si', And: 'et', Then: 'Alors', Annotations: 'Annotations', 'Hit policy:': 'Règle retenue\u00a0:', Unique: 'la seule',
  First: 'la première', Priority: 'la plus prioritaire', Any: 'n’importe laquelle', Collect: 'toutes',
  string: 'texte', boolean: 'vrai ou faux', integer: 'nombre entier', long: 'nombre entier', double: 'nombre', number: 'nombre', date: 'date'
};

// What the engine itself refuses, in the notices of every webapp.
const REFUSALS = [
  [/[^]*(?:No matching task with id|Cannot find task with id|No task found for task id|task is null)[^]*/, 'elle est terminée, ou elle n’est plus à vous.'],
  [/The given authenticated user password is not valid\.?/, 'Le mot de passe actuel n’est pas le bon.'],
  [/Password does not match policy\.?/, 'Le nouveau mot de passe ne suit pas la règle.']
];

const GATEWAYS = { Parallel: 'parallèle', Exclusive: 'exclusif', Inclusive: 'inclusif', EventBased: 'sur événement', Complex: 'complexe' };

// In Cockpit's tables and beside its diagrams.
const COCKPIT = new Map([['Failed Job', 'Job en échec'], ['Message is null.', 'Sans message'], ['State', 'État'], ['null', 'vide']]);

const hint = text => HINTS.get(text.trim())
  ?? text.replace(/^([A-Z][a-z]+ [a-z]+): /, (all, part) => (PARTS[part] ? `${PARTS[part]}\u00a0: ` : all));

const application = document.querySelector('base').getAttribute('app-name');

function inFrench(text, parent) {
  if (parent.closest('.tooltip')) return hint(text);
  if (parent.closest('.alert')) return REFUSALS.reduce((said, [english, french]) => said.replace(english, french), text);
  if (parent.closest('.tjs-container, .dmn-decision-table-container')) {
    return parent.closest('tbody') ? text : text.replace(text.trim(), said => TABLE[said] ?? said);
  }
  // Admin's page about the use of the engine writes its dates year first.
  if (application === 'admin') return text.replace(/\b(\d{4})-(\d\d)-(\d\d)\b(?!T)/g, '$3/$2/$1');
  if (application === 'cockpit' && COCKPIT.has(text.trim()) && parent.closest('.type, i, th, .null-value')) return COCKPIT.get(text.trim());
  // Cockpit writes moments as programs do.
  if (application === 'cockpit') text = text.replace(/\b(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d(?::\d\d)?)(?![\d.:+Z-])/g, '$3/$2/$1 $4');
  // The templates write what follows a label as English does.
  text = text.replace(/(?<=[\p{L})»])[ ]?:(?=\s|$)/gu, '\u00a0:');
  // A gateway without a name is told by its kind.
  return text.replace(/^(\s*)([A-Z]\w+)Gateway(?= \(|\s*$)/, (all, space, kind) => (
    GATEWAYS[kind] ? `${space}Branchement ${GATEWAYS[kind]}` : all));
}

const ATTRIBUTES = ['title', 'placeholder', 'aria-label'];

function translate(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    const parent = node.parentElement;
    if (!parent || parent.closest('script, style, pre, code, textarea, .fjs-container')) return;
    const french = inFrench(node.data, parent);
    if (french !== node.data) node.data = french;
  } else if (node.nodeType === Node.ELEMENT_NODE) {
    for (const name of ATTRIBUTES) {
      const said = node.getAttribute(name);
      const french = said && hint(said);
      if (french !== said) node.setAttribute(name, french);
    }
    node.childNodes.forEach(translate);
  }
}

export function translateHints() {
  new MutationObserver(changes => changes.forEach(change => {
    if (change.type === 'childList') change.addedNodes.forEach(translate);
    else translate(change.target);
  })).observe(document.documentElement,
    { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
}
