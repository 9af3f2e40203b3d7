// Keeps what a person does between a page's arrival and the start of its scripts, which take it from here
// (app/_ui/typed-before.client.tsx, app/_ui/script-form.client.tsx). Blocking on purpose, and tiny for the same reason.

// What was typed or chosen stands on its control until its scripts hear it: React sets a text area back, and no state hears of any other.
function keep(event) {
  if (!event.target.isHeard) event.target.typedBefore = event.target.value;
}
addEventListener('input', keep, true);
addEventListener('change', keep, true);
// Characters that are being composed are lost where somebody else writes into the control.
addEventListener('compositionstart', function (event) { event.target.isComposing = true; }, true);
addEventListener('compositionend', function (event) { event.target.isComposing = false; }, true);

// A form that only a script can send has the method "post". Sent by the browser it would lose all that was typed, so it waits.
addEventListener('submit', function (event) {
  var form = event.target;
  if (form.getAttribute('method') !== 'post' || form.isScripted) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.heldSubmitter = event.submitter;
  form.setAttribute('data-held', '');
  if (event.submitter) event.submitter.setAttribute('aria-busy', 'true');
  var said = document.getElementById('held');
  if (said) said.textContent = said.getAttribute('data-text');
}, true);
