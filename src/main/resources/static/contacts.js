// A card may be dragged to another column: that sends the form that it carries, as its button does.
let dragged = null;
for (const card of document.querySelectorAll('.contact')) {
  card.draggable = true;
  card.addEventListener('dragstart', event => {
    dragged = card;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', card.querySelector('h3').textContent);
  });
  card.addEventListener('dragend', () => {
    dragged = null;
    for (const column of document.querySelectorAll('.column.over')) column.classList.remove('over');
  });
}
for (const column of document.querySelectorAll('.column')) {
  const isOther = () => dragged && !column.contains(dragged);
  column.addEventListener('dragover', event => {
    if (!isOther()) return;
    event.preventDefault();
    column.classList.add('over');
  });
  column.addEventListener('dragleave', event => {
    if (!column.contains(event.relatedTarget)) column.classList.remove('over');
  });
  column.addEventListener('drop', event => {
    if (!isOther()) return;
    event.preventDefault();
    const form = dragged.querySelector('form.move');
    form.elements.state.value = column.dataset.state;
    form.requestSubmit();
  });
}
