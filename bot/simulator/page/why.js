// Beside the chat: why this question, what was stored, and the calls behind it. Read from the database, not from the bot.

import { get, make, showHour } from "/page/api.js";

const FRAMES = {
  welcome: "Chào", join: "Tham gia", menu: "Trang chính", choose_report: "Chọn báo cáo", fill_report: "Điền báo cáo",
  progress: "Tiến độ", assign: "Phân công", on_behalf: "Báo thay", approve: "Duyệt", receipts: "Đã gửi",
  history: "Lịch sử", help: "Trợ giúp", account: "Tài khoản", my_data: "Dữ liệu cá nhân", contact: "Liên hệ", ask_for_right: "Xin quyền",
  deadlines: "Hạn báo cáo", ad_hoc_request: "Hỏi đột xuất",
};
const TAKES = { text: "chữ", figure: "số", name: "tên", photo: "ảnh", place: "vị trí", contact: "số điện thoại", file: "tệp" };
const CHANNELS = { telegram: "Telegram", plain: "chữ thuần" };

const place = document.getElementById("why");

function section(title, ...content) {
  return [make("h3", { text: title }), ...content];
}

function answer(one) {
  const value = [one.value, one.choice].filter(Boolean).join(" ");
  const details = [one.nature, one.as_of && `đến ngày ${one.as_of}`, one.reason && `“${one.reason}”`, one.source && `theo ${one.source}`].filter(Boolean).join(" · ");
  return make("li", { class: one.counts ? "stored" : "stored old" },
    make("span", {}, make("b", { text: one.indicator }), document.createTextNode(`${value ? ` = ${value}` : ""} · ${one.state}`)),
    details && make("small", { text: details }),
    make("small", { text: `${one.unit} · ${one.report} · bản ${one.version}${one.counts ? "" : " (đã thay)"} · ${showHour(one.at)}` }));
}

function frame(one, top) {
  const fields = Object.entries(one.fields).map(([name, value]) => `${name}: ${value}`).join(" · ");
  return make("li", { class: top ? "frame top" : "frame" }, make("span", { text: FRAMES[one.frame] || one.frame }), fields && make("small", { text: fields }));
}

function call(one) {
  const bad = one.outcome !== "ok";
  return make("li", { class: "call" }, make("code", { text: one.method }), make("span", { class: bad ? "bad" : "", text: bad ? `${one.outcome}${one.applied ? ", đã có hiệu lực" : ""}` : showHour(one.at) }));
}

export async function drawWhy(phone) {
  if (!phone) return;
  const head = [make("h2", { text: "Vì sao câu này?" })];
  const found = await get(`/_demo/why?phone=${phone.id}`);
  if (phone.group) {
    const follows = found.follows.map((one) => make("li", { class: "stored" }, make("span", {}, make("b", { text: one.unit })),
      make("small", { text: `từ ${one.since} · ${one.state}` })));
    place.replaceChildren(...head, make("p", { text: phone.owner.title }),
      make("p", { class: "reason", text: "Trong nhóm không điền báo cáo. Người quản lý của đơn vị gõ /gannhom để nhóm nhận bản tổng hợp; chỉ người gõ lệnh bấm được nút xác nhận." }),
      ...section("Nhóm theo dõi", follows.length ? make("ul", {}, ...follows) : make("p", { text: "Chưa theo dõi đơn vị nào." })),
      ...(found.asked ? section("Đang chờ xác nhận", make("p", { text: String(found.asked) })) : []));
    return;
  }
  head.push(make("p", { text: `${phone.owner.name} · ${CHANNELS[found.channel]}` }));
  if (!found.known) {
    place.replaceChildren(...head, make("p", { class: "reason", text: "Máy này chưa nói gì với trợ lý; chưa có gì được lưu." }));
    return;
  }
  const takes = found.takes.map((one) => TAKES[one] || one).join(", ");
  place.replaceChildren(...head,
    make("p", { class: "reason", text: found.reason }),
    ...section("Màn hình đang hiện", make("dl", {},
      make("dt", { text: "Tên" }), make("dd", {}, make("code", { text: found.screen })),
      make("dt", { text: "Lần" }), make("dd", { text: String(found.revision) }),
      make("dt", { text: "Lựa chọn" }), make("dd", { text: String(found.options.length) }),
      make("dt", { text: "Nhận thêm" }), make("dd", { text: takes || "không" }),
      make("dt", { text: "Chờ gửi" }), make("dd", { text: String(found.waiting) }))),
    ...section("Đang ở đâu (dưới cùng là việc đang làm)", make("ol", {}, ...found.stack.map((one, number) => frame(one, number === found.stack.length - 1)))),
    ...section("Đã lưu gần nhất", found.answers.length ? make("ul", {}, ...found.answers.map(answer)) : make("p", { text: "Chưa có câu trả lời nào." })),
    ...(found.calls.length ? section("Lời gọi Telegram gần nhất", make("ul", {}, ...found.calls.map(call))) : []));
}
