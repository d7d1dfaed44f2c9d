// The page of the sample: asks for nodes, rooms and events once a second, and shows which room runs where.
const second = 1000;
const cards = new Map();
const list = document.getElementById('nodes');
const template = document.getElementById('node');
const lost = document.getElementById('lost');
const number = new Intl.NumberFormat();
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const isNew = beats => beats < 5;
const reasonOf = async response => (await response.json().catch(() => ({}))).detail ?? response.statusText;

async function tell(path) {
  const response = await fetch(`api/${path}`, { method: 'POST' });
  if (!response.ok)
    showLost(await reasonOf(response));
}

async function ask(path) {
  const response = await fetch(`api/${path}`, { signal: AbortSignal.timeout(10 * second) });
  if (!response.ok)
    throw new Error(await reasonOf(response));
  return response.json();
}

function showLost(text) {
  lost.hidden = !text;
  lost.textContent = text ?? '';
}

function createCard(node) {
  const card = template.content.firstElementChild.cloneNode(true);
  card.querySelector('h2').textContent = node.name;
  for (const action of ['start', 'stop', 'kill'])
    card.querySelector(`.${action}`).addEventListener('click', () => tell(`nodes/${node.name}/${action}`));
  list.append(card);
  return card;
}

function createRoom(room) {
  const item = document.createElement('li');
  item.textContent = room.name;
  item.className = isNew(room.beats) ? 'new' : '';
  item.title = `number ${room.number}, ${number.format(room.messages)} messages, here for ${number.format(room.beats)} s`;
  return item;
}

function showNodes(nodes, rooms) {
  for (const node of nodes) {
    if (!cards.has(node.name))
      cards.set(node.name, createCard(node));
    const card = cards.get(node.name);
    const own = rooms.filter(room => room.node === node.name);
    const state = card.querySelector('.state');
    state.textContent = state.dataset.state = node.isRunning ? 'running' : 'ended';
    card.querySelector('.count').textContent = `${number.format(own.length)} rooms`;
    card.querySelector('.rooms').replaceChildren(...own.map(createRoom));
    card.querySelector('.start').disabled = node.isRunning;
    for (const action of ['stop', 'kill']) {
      const button = card.querySelector(`.${action}`);
      button.disabled = !node.isRunning || !node.canEnd;
      button.title = node.canEnd ? '' : 'The others find each other through this node.';
    }
  }
}

async function update() {
  const [nodes, rooms, history] = await Promise.all([ask('nodes'), ask('rooms'), ask('history')]);
  showNodes(nodes, rooms);
  document.getElementById('summary').textContent = `${number.format(rooms.length)} rooms on ${nodes.filter(node => node.isRunning).length} nodes`;
  document.getElementById('history').replaceChildren(...history.map(event => {
    const item = document.createElement('li');
    item.textContent = `${time.format(new Date(event.at))} ${event.room} ${event.text}`;
    return item;
  }));
}

async function run() {
  for (;;) {
    try {
      await update();
      showLost();
    } catch (error) {
      showLost(`The cluster does not answer at the moment (${error.message}). The page goes on asking.`);
    }
    await new Promise(resolve => setTimeout(resolve, second));
  }
}

document.getElementById('open').addEventListener('click', () => tell('open/30'));
run();
