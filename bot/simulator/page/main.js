// The page: phones side by side, tabs to reach them, and a stream of what happens.

import { doing, get, make } from "/page/api.js";
import { Phone } from "/page/phone.js";
import { Strip } from "/page/strip.js";
import { drawWhy } from "/page/why.js";

const KINDS = ["shown", "edited", "deleted", "typing", "toast", "update", "delivery", "person", "call", "fault", "plain", "plain_said", "plain_shown", "clock", "bot"];
const REDRAWS = new Set(["shown", "edited", "deleted", "typing", "update", "person", "plain_said", "plain_shown"]);

const phones = [];
const tabs = new Map();
const waiting = new Set();
let chosen = null;
let whyTimer = null;

const strip = new Strip({ selected: () => chosen });

function select(phone, { scroll = false } = {}) {
  if (scroll) phone.element.scrollIntoView({ inline: "nearest", block: "nearest" });
  if (chosen === phone) return;
  chosen = phone;
  for (const one of phones) {
    one.element.classList.toggle("chosen", one === phone);
    const tab = tabs.get(one);
    tab.setAttribute("aria-selected", String(one === phone));
    tab.tabIndex = one === phone ? 0 : -1;
  }
  const tab = tabs.get(phone);
  tab.classList.remove("new");
  tab.scrollIntoView({ inline: "nearest", block: "nearest" });
  phone.log.scrollTop = phone.log.scrollHeight;
  strip.showFaults();
  whySoon(0);
}

function whySoon(wait = 250) {
  clearTimeout(whyTimer);
  whyTimer = setTimeout(() => drawWhy(chosen).catch(() => {}), wait);
}

function redrawSoon(phone) {
  if (!waiting.size) {
    requestAnimationFrame(() => {
      const now = [...waiting];
      waiting.clear();
      now.forEach((one) => one.draw().then(() => { if (one === chosen) strip.showFaults(); }));
    });
  }
  waiting.add(phone);
}

function happened(event) {
  const { kind, chat, data } = JSON.parse(event.data);
  const phone = phones.find((one) => one.chat === chat);
  if (kind === "clock" || kind === "fault") refresh();
  if (kind === "bot") strip.showBot(data.running);
  if (kind === "update" || kind === "call") faultsSoon();
  if (!phone) return;
  if (kind === "plain") doing(async () => phone.setPlain((await get(`/_demo/phones/${phone.id}/plain`)).on));
  if (REDRAWS.has(kind)) redrawSoon(phone);
  if (phone === chosen) whySoon();
  else if (kind === "shown" || kind === "plain_shown") tabs.get(phone).classList.add("new");
}

let faultsTimer = null;
function faultsSoon() {
  if (!strip.active.length) return;
  clearTimeout(faultsTimer);
  faultsTimer = setTimeout(refresh, 200);
}

async function refresh() {
  const state = await get("/_demo/state");
  strip.setNow(state.now);
  strip.showBot(state.running);
  strip.showFaults(state.faults);
  for (const phone of phones) {
    if (phone.group) { phone.standing = state.group.standing; continue; }
    phone.setPlain(state.phones.find((one) => one.id === phone.id).plain);
  }
  return state;
}

function arrows(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = phones[(phones.indexOf(chosen) + step + phones.length) % phones.length];
  select(next, { scroll: true });
  tabs.get(next).focus();
}

async function begin() {
  const controls = document.getElementById("controls");
  const wide = window.matchMedia("(min-width: 761px)");
  const open = () => { controls.open = wide.matches; };
  wide.addEventListener("change", open);
  open();
  const state = await get("/_demo/state");
  document.getElementById("place").textContent = state.place;
  const shared = { botName: state.bot, onSelect: (phone) => select(phone) };
  for (const owner of state.phones) phones.push(new Phone(owner, shared));
  if (state.group) phones.push(new Phone(state.group, { ...shared, group: true }));
  const list = document.getElementById("tabs");
  for (const phone of phones) {
    const label = phone.owner.short;
    const tab = make("button", { type: "button", role: "tab", text: label, onclick: () => select(phone, { scroll: true }) });
    tabs.set(phone, tab);
    list.append(tab);
    document.getElementById("phones").append(phone.element);
  }
  list.addEventListener("keydown", arrows);
  const stream = new EventSource(`/_sim/events?since=${state.last_event}`);
  KINDS.forEach((kind) => stream.addEventListener(kind, happened));
  stream.addEventListener("open", () => { refresh(); phones.forEach((phone) => phone.draw()); });
  await refresh();
  select(phones[0]);
  await Promise.all(phones.map((phone) => phone.draw()));
  document.body.dataset.ready = "yes";
}

doing(begin);
