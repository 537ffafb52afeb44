// One message as a phone shows it. Nothing here knows who is looking; presses are handed to the phone.

import { make, showHour } from "/page/api.js";

const SERVICE = {
  group_chat_created: "Nhóm đã được tạo",
  supergroup_chat_created: "Nhóm đã được tạo",
  new_chat_members: "vào nhóm",
  left_chat_member: "rời nhóm",
  pinned_message: "Đã ghim một tin",
  migrate_to_chat_id: "Nhóm đã được nâng cấp",
  migrate_from_chat_id: "Nhóm đã được nâng cấp",
  forum_topic_created: "Đã mở một chủ đề",
};

const COMMAND = /(^|\s)(\/[a-z0-9_]{1,32})(?=$|[\s.,;:!?)])/g;

function words(text, onCommand) {
  const place = make("span", { class: "words" });
  let at = 0;
  text = text.replace(/^(\/start) \S+$/, "$1"); // a phone does not show what a link carried
  for (const found of text.matchAll(COMMAND)) {
    const start = found.index + found[1].length;
    place.append(text.slice(at, start));
    place.append(make("button", { type: "button", text: found[2], onclick: () => onCommand(found[2]) }));
    at = start + found[2].length;
  }
  place.append(text.slice(at));
  return place;
}

function media(shown) {
  switch (shown.kind) {
    case "photo":
      return make("img", { src: `/_sim/files/${encodeURIComponent(shown.file_id)}`, alt: "Ảnh đã gửi", loading: "lazy" });
    case "location":
      return make("div", { class: "card", text: `Vị trí: ${shown.place.map((one) => one.toFixed(4).replace(".", ",")).join(" ; ")}` });
    case "document":
      return make("div", { class: "card", text: `Tệp: ${shown.file_name || ""}` });
    case "voice":
      return make("div", { class: "card", text: "Ghi âm" });
    case "contact":
      return make("div", { class: "card", text: `Danh bạ: ${shown.text}` });
    case "sticker":
      return make("div", { class: "big", text: shown.text });
    default:
      return null;
  }
}

function keyboard(shown, press) {
  return make("div", { class: "inline" }, ...shown.rows.map((row) => make("div", {}, ...row.map((button) => make("button", {
    type: "button",
    class: button.style || "",
    disabled: button.disabled,
    text: button.text,
    onclick: (event) => press(button, shown, event.currentTarget),
  })))));
}

export function drawMessage(shown, { press, command, group }) {
  if (shown.kind === "service") {
    const label = SERVICE[shown.text] || shown.text;
    return make("div", { class: "service", text: shown.about ? `${shown.about} ${label}` : label });
  }
  const bubble = make("div", { class: "bubble" });
  if (group && !shown.mine) bubble.append(make("div", { class: "author", text: shown.author }));
  const picture = media(shown);
  if (picture) bubble.append(picture);
  if (shown.text && !["contact", "sticker"].includes(shown.kind)) bubble.append(words(shown.text, command));
  bubble.append(make("span", { class: "stamp", text: (shown.edited ? "đã sửa " : "") + showHour(shown.at) }));
  const said = make("div", { class: shown.mine ? "said mine" : "said" }, bubble);
  if (shown.rows.length) {
    said.classList.add("keys");
    said.append(keyboard(shown, press));
  }
  return said;
}

export function drawPlain(message, command) {
  return make("div", { class: message.mine ? "said mine" : "said" }, make("div", { class: "bubble" },
    words(message.text, command), make("span", { class: "stamp", text: showHour(message.at) })));
}
