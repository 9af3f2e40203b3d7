// Keeps what a person does between a page's arrival and the start of its scripts, which take it from here
// (app/_ui/typed-before.client.tsx, app/_ui/script-form.client.tsx). Blocking on purpose, and tiny for the same reason.

// What was typed or chosen stands on its control: React sets a text area back, and no state hears of any other.
function keep(event) {
  event.target.typedBefore = event.target.value;
}
addEventListener('input', keep, true);
addEventListener('change', keep, true);

// A form that only a script can send has the method "post". Sent by the browser it would lose all that was typed, so it waits.
addEventListener('submit', function (event) {
  var form = event.target;
  if (form.getAttribute('method') !== 'post' || form.isScripted) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.heldSubmitter = event.submitter;
  form.dataset.held = '';
}, true);
