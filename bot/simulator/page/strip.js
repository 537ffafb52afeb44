// The strip above: the clock that is wound, faults on a switch, the bot's process.

import { del, doing, get, notice, post, showDay } from "/page/api.js";

const FAULTS = {
  offline: {},
  lost: { times: 2 },
  too_many: { times: 1, retry_after: 5 },
  twice: { times: 1 },
};
const clock = new Intl.DateTimeFormat("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });

export class Strip {
  constructor({ selected }) {
    this.selected = selected;
    this.active = [];
    this.offset = 0;
    const wind = (wish) => doing(async () => this.setNow((await post("/_demo/clock", wish)).now));
    this.actions = {
      hour: () => wind({ hours: 1 }),
      day: () => wind({ days: 1 }),
      morning: () => wind({ to: "morning" }),
      fault: (button) => this.toggle(button.dataset.fault),
      block: () => this.block(),
      kill: () => this.kill(),
      power: () => this.power(),
    };
    document.querySelectorAll("[data-action]").forEach((button) => button.addEventListener("click", () => this.actions[button.dataset.action](button)));
    document.getElementById("set-clock").addEventListener("submit", (event) => { event.preventDefault(); wind({ at: document.getElementById("clock-at").value }); });
    document.getElementById("scope").addEventListener("change", () => this.showFaults());
    setInterval(() => this.tick(), 500);
  }

  // ---- time

  setNow(now) {
    this.offset = new Date(now).getTime() - Date.now();
    this.tick();
    const local = new Date(new Date(now).getTime() + 7 * 3600 * 1000).toISOString().slice(0, 16);
    const field = document.getElementById("clock-at");
    if (document.activeElement !== field) { field.value = local; field.min = local; }
  }

  tick() {
    const at = Date.now() + this.offset;
    document.getElementById("now").textContent = `${showDay(at)} · ${clock.format(new Date(at))}`;
  }

  // ---- faults

  scope() {
    const one = document.getElementById("scope").value === "one" ? this.selected() : null;
    return one ? { chat: one.chat } : {};
  }

  showFaults(active = this.active) {
    this.active = active;
    document.querySelectorAll("[data-fault]").forEach((button) => button.setAttribute("aria-pressed", String(active.some((one) => one.kind === button.dataset.fault))));
    const phone = this.selected();
    const block = document.getElementById("block");
    block.setAttribute("aria-pressed", String(Boolean(phone?.blocked)));
    block.disabled = !phone || phone.group || phone.plain;
  }

  toggle(kind) {
    const there = this.active.filter((one) => one.kind === kind);
    return doing(async () => {
      if (there.length) for (const one of there) await del(`/_sim/faults/${one.id}`);
      else await post("/_sim/faults", { kind, ...FAULTS[kind], ...this.scope() });
      this.showFaults((await get("/_sim/state")).faults);
    });
  }

  block() {
    const phone = this.selected();
    return doing(async () => {
      await (phone.blocked ? post(`/_sim/phones/${phone.as}/unblock`) : post(`/_sim/phones/${phone.as}/block`));
      await phone.draw();
      this.showFaults();
    });
  }

  // ---- the process

  showBot(running) {
    this.running = running;
    const place = document.getElementById("bot");
    place.textContent = running ? "đang chạy" : "đã tắt";
    place.classList.toggle("down", !running);
    document.getElementById("power").textContent = running ? "Tắt" : "Bật lại";
  }

  kill() {
    return doing(async () => {
      this.showBot(false);
      notice("Trợ lý vừa bị tắt ngang, đang khởi động lại…");
      this.showBot((await post("/_demo/bot/kill")).running);
      notice("Trợ lý đã chạy lại. Mọi câu trả lời đã nhận vẫn còn.");
    });
  }

  power() {
    return doing(async () => this.showBot((await (this.running ? post("/_demo/bot/stop") : post("/_demo/bot/start"))).running));
  }
}
