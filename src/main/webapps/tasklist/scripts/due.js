// When a thing is due, in words, as Jalon's pages say it and by Jalon's days, which are those of Paris.
const PARIS = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' });
const NUMBERS = ['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf'];
const plainDay = (day, today) => new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: day.slice(0, 4) === today.slice(0, 4) ? undefined : 'numeric'
}).format(new Date(day)).replace(/\b1 /, '1er ');

// « aujourd’hui 12 h », « demain 9 h », « jeudi 3 décembre à 18 h », « en retard de deux jours ».
export function words(due, now) {
  const [day, time] = PARIS.format(due).split(' ');
  const [today] = PARIS.format(now).split(' ');
  const [hours, minutes] = time.split(':');
  const hour = `${Number(hours)}\u00a0h${minutes === '00' ? '' : `\u00a0${minutes}`}`;
  const days = (Date.parse(day) - Date.parse(today)) / 86400000;
  if (due < now) {
    if (days === 0) return `en retard depuis aujourd’hui ${hour}`;
    return days === -1 ? 'en retard d’un jour' : `en retard de ${NUMBERS[-days] ?? -days}\u00a0jours`;
  }
  return days < 2 ? `${days === 0 ? 'aujourd’hui' : 'demain'} ${hour}` : `${plainDay(day, today)} à ${hour}`;
}
