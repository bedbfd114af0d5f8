// Sends a file by the API: hashed first, so that what is there of it is not sent again, then named.

const API = "/api/v1";
const PIECE = 4 << 20;
const MOST_SIGNATURE = 1 << 20;
const RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 30_000;
const TRIES = 15;
const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

class Refused extends Error {
  constructor({detail, field}, status) {
    super(detail ?? `the server answered ${status}`);
    this.field = field;
    this.status = status;
  }
}

class Cut extends Error {}

function upload(form) {
  const part = (name) => form.querySelector(`[data-${name}]`);
  const field = (name) => form.elements.namedItem(name);
  let run = null;

  field("content").addEventListener("change", () => {
    const file = field("content").files[0];
    if (file) {
      field("file").value = file.name.replaceAll(/[^A-Za-z0-9._+~-]/g, "_").replace(/^[^A-Za-z0-9]+/, "");
    }
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (run) return;
    run = new AbortController();
    addEventListener("beforeunload", warn);
    show(true);
    try {
      const artifact = await send(run.signal);
      removeEventListener("beforeunload", warn);
      location.assign(`/files?added=${encodeURIComponent(artifact.path)}`);
    } catch (fault) {
      tell(fault);
    } finally {
      removeEventListener("beforeunload", warn);
      run = null;
      show(false);
    }
  });

  part("stop").addEventListener("click", () => run?.abort());

  function warn(event) {
    event.preventDefault();
  }

  function show(running) {
    part("stop").hidden = !running;
    form.querySelector("button.main").disabled = running;
    part("progress").hidden = false;
    if (running) {
      part("fault").hidden = true;
      part("hash").textContent = "";
    }
  }

  function tell(fault) {
    const stopped = fault.name === "AbortError";
    part("status").textContent = stopped ? "Stopped. Add goes on where it was." : "";
    part("fault").hidden = stopped;
    part("fault").textContent = fault.message;
    field(fault.field === "item" ? "content" : fault.field ?? "")?.focus?.();
  }

  function progress(what, done, size) {
    form.querySelector("progress").value = size ? (100 * done) / size : 100;
    part("status").textContent = `${what}: ${sizeOf(done)} of ${sizeOf(size)}`;
  }

  async function send(signal) {
    const file = field("content").files[0];
    const names = Object.fromEntries(["name", "version", "arch", "file"].map((name) => [name, field(name).value.trim()]));
    const signature = await signatureOf();
    const sha256 = await hashOf(file, signal);
    part("hash").textContent = `SHA-256 ${sha256}`;
    await checkName(names, sha256, signal);
    await content(file, sha256, signal);
    part("status").textContent = "Checked";
    return json(await ask("POST", "/artifacts", JSON.stringify({...names, sha256, signature}), signal));
  }

  async function signatureOf() {
    const [signature, key] = ["signature", "key"].map((name) => field(name).files[0]);
    if (!signature !== !key) {
      throw new Refused({detail: "A signature takes both: the signature and the key of its maker.", field: signature ? "key" : "signature"});
    }
    if (signature?.size + key?.size > MOST_SIGNATURE) {
      throw new Refused({detail: "Signature and key are larger than 1 MiB together: is one of them the file itself?", field: "signature"});
    }
    return signature ? {file: await base64(signature), key: await base64(key)} : undefined;
  }

  async function hashOf(file, signal) {
    const hash = sha256.create();
    for (let at = 0; at < file.size; at += PIECE) {
      signal.throwIfAborted();
      try {
        hash.update(await file.slice(at, at + PIECE).arrayBuffer());
      } catch {
        throw new Refused({detail: "The file cannot be read: it was changed or moved. Choose it again.", field: "content"});
      }
      progress("Reading", Math.min(at + PIECE, file.size), file.size);
    }
    return hash.hex();
  }

  // Before hours of sending rather than afterwards.
  async function checkName(names, sha256, signal) {
    const found = await json(await ask("GET", `/artifacts?${new URLSearchParams(names)}`, null, signal));
    const other = found.items.find((item) => item.sha256 !== sha256);
    if (other) {
      throw new Refused({detail: `${other.path} is there with another content already: give yours another version, or have the old one removed first (ztp artifact remove).`, field: "version"});
    }
  }

  async function content(file, sha256, signal) {
    let reached = 0;
    for (let tries = 0; ; tries++) {
      try {
        const there = await json(await ask("GET", `/uploads/${sha256}`, null, signal));
        if (there.whole) return;
        if (there.offset > reached) {
          tries = 0;
          reached = there.offset;
        }
        const place = `/uploads/${sha256}?size=${file.size}&offset=${there.offset}`;
        // Without a body it is answered at once whether there is room.
        const room = await json(await ask("PUT", place, null, signal));
        if (room.whole || (await put(place, file, there.offset, signal)).whole) return;
      } catch (fault) {
        // The server may still wait for the rest of a connection that is cut here (409).
        const passes = fault instanceof Cut || fault.status === 409;
        if (!passes || tries === TRIES) throw fault;
        part("status").textContent = "The connection was cut. Trying again …";
        await new Promise((resolve) => setTimeout(resolve, Math.min(RETRY_MS * 2 ** tries, LONGEST_RETRY_MS)));
      }
      signal.throwIfAborted();
    }
  }

  // fetch tells nothing of what it has sent.
  function put(place, file, offset, signal) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("PUT", API + place);
      request.setRequestHeader("Ztp-Seal", field("seal").value);
      request.upload.addEventListener("progress", ({loaded}) => progress("Sending", Math.min(offset + loaded, file.size), file.size));
      request.addEventListener("load", () => answered(request.status, request.responseText).then(resolve, reject));
      request.addEventListener("error", () => reject(new Cut("The connection was cut.")));
      request.addEventListener("abort", () => reject(signal.reason));
      signal.addEventListener("abort", () => request.abort(), {once: true});
      request.send(file.slice(offset));
    });
  }

  async function ask(method, place, body, signal) {
    const headers = {"Ztp-Seal": field("seal").value};
    try {
      return await fetch(API + place, {method, body, signal, headers});
    } catch (fault) {
      throw signal.aborted ? fault : new Cut("The server does not answer.");
    }
  }
}

async function json(response) {
  return answered(response.status, await response.text());
}

async function answered(status, text) {
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    answer = {};
  }
  if (status >= 400) throw new Refused(answer, status);
  return answer;
}

async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 1 << 15) {
    text += String.fromCharCode(...bytes.subarray(at, at + (1 << 15)));
  }
  return btoa(text);
}

function sizeOf(bytes) {
  const unit = bytes < 1024 ? 0 : Math.floor(Math.log2(bytes) / 10);
  return unit ? `${(bytes / 2 ** (10 * unit)).toFixed(1)} ${UNITS[unit]}` : `${bytes} B`;
}

document.querySelectorAll("[data-upload]").forEach(upload);
