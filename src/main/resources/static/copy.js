// Shows a button beside what it copies, where the browser lets a page copy.
for (const button of navigator.clipboard ? document.querySelectorAll('button[data-copies]') : []) {
  const said = button.parentElement.querySelector('[role=status]');
  button.hidden = false;
  button.addEventListener('click', async () => {
    const field = document.getElementById(button.dataset.copies);
    said.textContent = '';
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = 'Copié';
    } catch {
      field.select();
      said.textContent = 'Le navigateur refuse de copier : le lien est sélectionné, copiez-le vous-même.';
    }
  });
}
