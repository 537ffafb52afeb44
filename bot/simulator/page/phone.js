// A seat with a phone: a private chat on Telegram, the same person on the plain channel, or a group.

import { doing, get, make, notice, post } from "/page/api.js";
import { drawMessage, drawPlain } from "/page/messages.js";

const CLIP = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M20 11.5 12 19.5a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L9.8 17.300a1.700 1.700 0 0 1-2.400-2.400l7.600-7.600"/></svg>';
const SEND = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12 20 4l-5 16-3.500-6.500z"/></svg>';

export class Phone {
  // owner: {id, name, place, hint, code, link, plain} or a group {id, title, members, standing}
  constructor(owner, { group = false, botName, onSelect }) {
    this.owner = owner;
    this.group = group;
    this.botName = botName;
    this.onSelect = onSelect;
    this.as = group ? owner.members[0]?.id : owner.id;
    this.plain = Boolean(owner.plain);
    this.blocked = false;
    this.drawn = new Map();
    this.busy = false;
    this.again = false;
    this.commands = [];
    this.element = this.build();
  }

  get id() { return this.owner.id; }
  get chat() { return this.group ? this.owner.id : this.as; }

  // ---- building

  build() {
    const title = this.group ? this.owner.title : this.owner.name;
    const initials = title.split(/\s+/).slice(-2).map((word) => word[0]).join("").toUpperCase();
    const face = make("span", { class: "face", text: initials, "aria-hidden": "true" });
    face.style.setProperty("--tint", `hsl(${(Math.abs(this.id) * 47) % 360} 34% 40%)`);
    this.seat = make("section", { class: "seat", "aria-label": title, "data-phone": this.id });
    this.seat.append(make("div", { class: "who" }, face,
      make("div", { class: "name" }, make("h2", { text: title }), make("p", { text: this.owner.place })),
      this.group ? this.chooseWho() : this.switchPlain()));
    this.bar = make("div", { class: "bar" }, make("img", { src: "/page/icon.svg", alt: "" }),
      make("div", {}, make("b", { text: this.group ? title : this.botName }), this.sub = make("small", { text: "" })));
    this.log = make("div", { class: "chat", role: "log", "aria-label": `Tin nhắn của ${title}`, tabindex: "0" });
    this.toastPlace = make("div", { class: "toast", role: "status", hidden: true });
    this.below = make("div", { class: "below", hidden: true });
    this.sheet = make("div", { class: "sheet", hidden: true });
    this.body = make("div", { class: "phone" }, this.bar, this.log, this.toastPlace, this.sheet, this.below, this.composer());
    this.seat.append(this.body);
    this.seat.addEventListener("pointerdown", () => this.onSelect(this));
    this.seat.addEventListener("focusin", () => this.onSelect(this));
    this.seat.addEventListener("keydown", (event) => { if (event.key === "Escape") this.sheet.hidden = true; });
    return this.seat;
  }

  switchPlain() {
    this.plainSwitch = make("button", {
      type: "button", class: "switch", role: "switch", "aria-checked": String(this.plain), text: "chữ thuần",
      title: "Máy này thành kênh không có nút: cùng hội thoại, bằng chữ và số",
      onclick: () => doing(() => post(`/_demo/phones/${this.id}/plain`, { on: !this.plain })),
    }, make("i"));
    return this.plainSwitch;
  }

  chooseWho() {
    return make("select", { "aria-label": "Viết với tên", onchange: (event) => { this.as = Number(event.target.value); this.drawn.clear(); this.draw(); } },
      ...this.owner.members.map((member) => make("option", { value: member.id, text: member.name })));
  }

  composer() {
    this.input = make("textarea", { rows: "1", placeholder: "Tin nhắn", "aria-label": "Tin nhắn", autocomplete: "off" });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
    });
    this.input.addEventListener("input", () => this.grow());
    this.menuButton = make("button", { type: "button", class: "menu", text: "Menu", "aria-label": "Các lệnh", onclick: () => this.showCommands() });
    this.clip = make("button", { type: "button", "aria-label": "Gửi ảnh, vị trí, số điện thoại", onclick: () => this.showSamples() });
    this.clip.innerHTML = CLIP;
    const send = make("button", { "aria-label": "Gửi" });
    send.innerHTML = SEND;
    const form = make("form", { class: "composer" }, this.menuButton, this.input, this.clip, send);
    form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    return form;
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 110)}px`;
  }

  // ---- acting

  place() { return this.group ? { chat: this.id } : {}; }

  send() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.grow();
    this.say(text);
  }

  say(text) {
    this.sheet.hidden = true;
    return doing(() => this.plain
      ? post(`/_demo/phones/${this.id}/plain/say`, { text })
      : post(`/_sim/phones/${this.as}/say`, { text, ...this.place() }));
  }

  async press(button, shown, element) {
    if (button.url && !button.data) return;
    if (button.copies) { await navigator.clipboard?.writeText(button.copies); notice("Đã chép."); return; }
    element.classList.add("busy");
    const answer = await doing(() => post(`/_sim/phones/${this.as}/press`, { button: button.data, message_id: shown.id, ...this.place() }));
    element.classList.remove("busy");
    if (answer?.text) this.toast(answer.text, answer.alert);
  }

  toast(text, alert = false) {
    this.toastPlace.textContent = text;
    this.toastPlace.classList.toggle("alert", Boolean(alert));
    this.toastPlace.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { this.toastPlace.hidden = true; }, 3800);
  }

  openSheet(...lines) {
    const shut = !this.sheet.hidden;
    this.sheet.replaceChildren(...lines);
    this.sheet.hidden = shut || !lines.length;
    if (!this.sheet.hidden) this.sheet.querySelector("button")?.focus();
  }

  showCommands() {
    this.openSheet(...this.commands.map((one) => make("button", { type: "button", onclick: () => this.say(`/${one.command}`) },
      make("b", { text: `/${one.command}` }), make("span", { text: one.description }))));
    if (!this.commands.length) this.toast("Trợ lý chưa đưa lệnh nào.");
  }

  showSamples() {
    const sample = (label, send) => make("button", { type: "button", onclick: () => { this.sheet.hidden = true; doing(send); } }, make("span", { text: label }));
    const id = this.as;
    this.openSheet(
      sample("Ảnh mẫu 1", () => post(`/_sim/phones/${id}/photo`, { sample: 0, ...this.place() })),
      sample("Ảnh mẫu 2", () => post(`/_sim/phones/${id}/photo`, { sample: 1, ...this.place() })),
      sample("Album ảnh", () => post(`/_sim/phones/${id}/album`, this.place())),
      sample("Vị trí", () => post(`/_sim/phones/${id}/location`, this.place())),
      ...(this.group ? [] : [sample("Số điện thoại của tôi", () => post(`/_sim/phones/${id}/contact`))]),
      sample("Tệp PDF", () => post(`/_sim/phones/${id}/document`, this.place())),
      sample("Nhãn dán", () => post(`/_sim/phones/${id}/sticker`, this.place())),
      sample("Ghi âm", () => post(`/_sim/phones/${id}/voice`, this.place())));
  }

  // ---- drawing

  async draw() {
    if (this.busy) { this.again = true; return; }
    this.busy = true;
    await doing(async () => {
      if (this.plain) await this.drawPlain();
      else await this.drawTelegram();
    });
    this.busy = false;
    if (this.again) { this.again = false; this.draw(); }
  }

  async drawTelegram() {
    const screen = await get(`/_sim/screen?phone=${this.as}&chat=${this.chat}`);
    if (this.plain) return;
    this.commands = screen.commands;
    this.blocked = screen.blocked;
    this.body.classList.remove("plain");
    this.menuButton.hidden = !screen.commands.length;
    this.clip.hidden = false;
    this.sub.textContent = screen.typing ? "đang nhập…" : screen.blocked ? "đã chặn" : this.group ? `${this.owner.members.length} thành viên` : "bot";
    this.input.placeholder = screen.placeholder || "Tin nhắn";
    const handlers = {
      group: this.group,
      press: (button, shown, element) => this.press(button, shown, element),
      command: (command) => this.say(command),
    };
    this.keep(screen.messages.map((shown) => [`t${shown.id}`, JSON.stringify([shown.text, shown.rows, shown.edited, shown.kind]), () => drawMessage(shown, handlers)]),
      () => this.invitation(screen));
    this.drawBelow(screen.keyboard);
    clearTimeout(this.typingTimer);
    if (screen.typing) this.typingTimer = setTimeout(() => this.draw(), 5200);
  }

  async drawPlain() {
    const chat = await get(`/_demo/phones/${this.id}/plain`);
    if (!this.plain) return;
    this.body.classList.add("plain");
    this.menuButton.hidden = true;
    this.clip.hidden = true;
    this.below.hidden = true;
    this.sheet.hidden = true;
    this.blocked = false;
    this.sub.textContent = "kênh chữ thuần, không có nút";
    this.input.placeholder = "Gõ số hoặc chữ";
    this.keep(chat.messages.map((message) => [`p${message.id}`, "", () => drawPlain(message, (command) => this.say(command))]),
      () => this.typedInvitation());
  }

  keep(wanted, whenEmpty) {
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
    const fresh = wanted.some(([key]) => !this.drawn.has(key));
    const kept = new Map();
    const nodes = wanted.map(([key, look, drawIt]) => {
      const before = this.drawn.get(key);
      const node = before && before.look === look ? before.node : drawIt();
      kept.set(key, { look, node });
      return node;
    });
    const card = whenEmpty();
    if (card) nodes.push(card);
    const same = nodes.length === this.log.childElementCount && nodes.every((node, place) => this.log.children[place] === node);
    if (!same) this.log.replaceChildren(...nodes);
    this.drawn = kept;
    if (fresh || atEnd) this.log.scrollTop = this.log.scrollHeight;
  }

  drawBelow(rows) {
    const look = JSON.stringify(rows);
    if (this.belowLook === look && this.below.hidden === !rows.length) return;
    this.belowLook = look;
    this.below.hidden = !rows.length;
    this.below.replaceChildren(...rows.map((row) => make("div", {}, ...row.map((button) => make("button", {
      type: "button", text: button.text,
      onclick: () => doing(() => post(`/_sim/phones/${this.as}/press`, { button: button.text, ...this.place() })),
    })))));
  }

  invitation(screen) {
    if (this.group) {
      if (["member", "administrator"].includes(this.standing)) return null;
      return make("div", { class: "invitation" }, make("h3", { text: "Trợ lý chưa ở trong nhóm" }),
        make("button", { type: "button", class: "go", text: "Thêm trợ lý vào nhóm", onclick: () => doing(() => this.addBot()) }));
    }
    if (screen.messages.length) { this.card = null; return null; }
    const open = () => doing(() => post(`/_sim/phones/${this.id}/open_link`, { url: this.owner.link }));
    this.card ||= make("div", { class: "invitation" },
      make("h3", { text: "Giấy mời tham gia" }),
      make("p", { text: this.owner.hint }),
      make("button", { type: "button", class: "link", text: this.owner.link, onclick: open }),
      make("button", { type: "button", class: "go", text: "Bắt đầu", onclick: open }));
    return this.card;
  }

  async addBot() {
    await post(`/_sim/groups/${this.id}/add_bot`, { by: this.as });
    this.standing = "member";
    await this.draw();
  }

  typedInvitation() {
    if (this.drawn.size) { this.plainCard = null; return null; }
    this.plainCard ||= make("div", { class: "invitation" },
      make("h3", { text: "Kênh không có nút" }),
      make("p", { text: `Cùng hội thoại bằng chữ và số. Người mới gõ mã mời: ${this.owner.code}` }),
      make("button", { type: "button", class: "go", text: `Gõ ${this.owner.code}`, onclick: () => this.say(this.owner.code) }));
    return this.plainCard;
  }

  setPlain(on) {
    if (this.group || on === this.plain) return;
    this.plain = on;
    this.plainSwitch.setAttribute("aria-checked", String(on));
    this.drawn = new Map();
    this.belowLook = null;
    this.card = this.plainCard = null;
    this.log.replaceChildren();
    this.draw();
  }
}
