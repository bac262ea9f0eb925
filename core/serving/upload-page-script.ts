/** Script of the page at /: sends the picture as the body of POST /predict and shows every class. Plain browser JS. */
export const uploadPageScript = `const byId = (id) => document.getElementById(id);
const drop = byId('drop');
const percent = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
let latest = 0;

async function classify(file) {
  const turn = ++latest;
  const preview = byId('preview');
  URL.revokeObjectURL(preview.src);
  preview.src = URL.createObjectURL(file);
  preview.alt = file.name;
  preview.hidden = false;
  byId('invitation').hidden = true;
  const startMs = performance.now();
  let outcome;
  try {
    const response = await fetch('/predict?top=100', { method: 'POST', headers: { 'content-type': file.type }, body: file });
    const body = await response.json();
    outcome = response.ok ? { reply: body } : { problem: body.message };
  } catch {
    outcome = { problem: 'The service does not answer. Is it still running?' };
  }
  // An earlier picture's answer must not overwrite a later one's.
  if (turn === latest) show(outcome, performance.now() - startMs);
}

function show({ reply, problem }, elapsedMs) {
  byId('result').hidden = false;
  byId('problem').hidden = problem === undefined;
  byId('problem').textContent = problem ?? '';
  byId('answer').hidden = reply === undefined;
  byId('prediction').textContent = reply?.prediction ?? '';
  byId('confidence').textContent = reply ? percent.format(reply.probability) : '';
  byId('note').textContent = reply ? 'Answered in ' + Math.round(elapsedMs) + ' ms' : '';
  byId('classes').replaceChildren(...(reply?.probabilities ?? []).map(row));
}

function row({ label, probability }) {
  const item = document.createElement('li');
  const bar = document.createElement('div');
  bar.style.width = 100 * probability + '%';
  const name = document.createElement('span');
  name.textContent = label;
  const share = document.createElement('span');
  share.textContent = percent.format(probability);
  item.append(bar, name, share);
  return item;
}

byId('file').addEventListener('change', ({ target }) => {
  if (target.files[0]) classify(target.files[0]);
  target.value = '';
});
for (const type of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.toggle('over', type === 'dragenter' || type === 'dragover');
    if (type === 'drop' && event.dataTransfer.files[0]) classify(event.dataTransfer.files[0]);
  });
}
addEventListener('paste', (event) => {
  const file = event.clipboardData.files[0];
  if (file) classify(file);
});
`;
