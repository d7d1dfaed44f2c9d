// The page of the sample: asks for the streams once a second, and shows them.
const second = 1000;
const cards = new Map();
const list = document.getElementById('streams');
const template = document.getElementById('stream');
const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
const number = new Intl.NumberFormat();

const units = ['B', 'kB', 'MB', 'GB', 'TB'];
function bytes(count) {
  let unit = 0;
  while (count >= 1000 && unit < units.length - 1) {
    count /= 1000;
    unit++;
  }
  return `${unit === 0 ? count : count.toFixed(1)} ${units[unit]}`;
}

const texts = {
  viewers: stream => number.format(stream.viewers),
  peakViewers: stream => number.format(stream.peakViewers),
  bitrate: stream => `${(stream.bitrate / 1e6).toFixed(2)} Mbit/s`,
  bytesIn: stream => bytes(stream.bytesIn),
  bytesOut: stream => bytes(stream.bytesOut),
  restarts: stream => number.format(stream.restarts),
};

function address(name, file = '') {
  return new URL(`live/${encodeURIComponent(name)}${file}`, location.href).href;
}

async function copy(text, button) {
  await navigator.clipboard.writeText(text);
  button.textContent = 'Copied';
  setTimeout(() => { button.textContent = 'Copy'; }, 2 * second);
}

async function play(card, name) {
  const video = card.querySelector('video');
  if (!video.canPlayType('application/vnd.apple.mpegurl')) {
    showError(card, 'This browser does not play HTTP Live Streaming by itself. Use the command above.');
    return;
  }
  // A player does not tell why the server has refused the playlist.
  const playlist = address(name, '/index.m3u8');
  const response = await fetch(playlist);
  if (!response.ok)
    throw new Error(await reasonOf(response));
  showError(card, null);
  video.hidden = false;
  video.src = playlist;
  await video.play();
}

async function stop(card, name) {
  const response = await fetch(`streams/${encodeURIComponent(name)}`, { method: 'DELETE' });
  if (!response.ok && response.status !== 404)
    throw new Error(await reasonOf(response));
}

async function reasonOf(response) {
  const problem = await response.json().catch(() => ({}));
  return problem.detail ?? `The server answered ${response.status}.`;
}

function showError(card, text) {
  const error = card.querySelector('.error');
  error.hidden = !text;
  error.textContent = text ?? '';
}

function createCard(name) {
  const card = template.content.firstElementChild.cloneNode(true);
  const command = `ffplay ${address(name)}`;
  card.querySelector('h2').textContent = name;
  card.querySelector('.details').href = `trackers/#/child?tracker=LiveStream&key=${encodeURIComponent(name)}`;
  card.querySelector('code').textContent = command;
  card.querySelector('.copy').addEventListener('click', event => copy(command, event.target));
  card.querySelector('.play').addEventListener('click', () => play(card, name).catch(error => showError(card, error.message)));
  card.querySelector('.stop').addEventListener('click', () => stop(card, name).catch(error => showError(card, error.message)));
  return card;
}

function show(card, stream) {
  const state = card.querySelector('.state');
  state.textContent = stream?.state ?? 'opens on demand';
  state.dataset.state = stream?.state ?? '';
  card.querySelector('dl').hidden = !stream;
  card.querySelector('.stop').hidden = !stream || !isLocal;
  card.querySelector('.details').hidden = !stream || !isLocal;
  if (!stream)
    return;
  for (const value of card.querySelectorAll('[data-value]'))
    value.textContent = texts[value.dataset.value](stream);
  if (stream.lastError)
    showError(card, `Restarted: ${stream.lastError}`);
}

async function ask(path) {
  const response = await fetch(path, { signal: AbortSignal.timeout(5 * second) });
  if (!response.ok)
    throw new Error(response.statusText);
  return response.json();
}

async function update() {
  const [streams, sources] = await Promise.all([ask('streams'), ask('sources')]);
  const live = new Map(streams.map(stream => [stream.name, stream]));
  const names = [...new Set([...live.keys(), ...sources])].sort();
  for (const [name, card] of cards) {
    if (!names.includes(name)) {
      card.remove();
      cards.delete(name);
    }
  }
  for (const name of names) {
    if (!cards.has(name))
      cards.set(name, createCard(name));
    const card = cards.get(name);
    show(card, live.get(name));
    if (!card.isConnected)
      list.append(card);
  }
  document.getElementById('none').hidden = names.length > 0;
  const viewers = streams.reduce((sum, stream) => sum + stream.viewers, 0);
  document.getElementById('summary').textContent = `${number.format(streams.length)} live, ${number.format(viewers)} watching`;
}

async function run() {
  for (;;) {
    try {
      await update();
      document.getElementById('lost').hidden = true;
    } catch {
      document.getElementById('lost').hidden = false;
    }
    await new Promise(resolve => setTimeout(resolve, second));
  }
}

const publish = `ffmpeg -re -f lavfi -i testsrc=size=640x360:rate=25 -c:v libx264 -preset ultrafast -tune zerolatency -g 25 -f mpegts ${new URL('publish/tv1', location.href).href}`;
document.getElementById('publish').textContent = publish;
document.querySelector('[data-copies="publish"]').addEventListener('click', event => copy(publish, event.target));
run();
