// The TrulyBot widget: a button, and a dialog in which shoppers ask about their orders.
// <script async src="https://bot.example/api/widget/woocommerce.js" data-user="<account>" data-store="<site>"></script>
(() => {
  'use strict';
  const script = document.currentScript;
  const user = script && script.dataset.user;
  if (!user || customElements.get('trulybot-widget')) return;
  const base = new URL('.', script.src);
  const platform = new URL(script.src).pathname.split('/').pop().replace('.js', '');
  const store = script.dataset.store;
  const memory = 'trulybot:' + user + ':' + platform + ':' + (store || '');

  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...children);
    return element;
  };
  // Texts are only ever added as text nodes: nothing from a store or a shopper is read as HTML.
  const line = (tag, text, name) => make(tag, name ? { class: name } : {}, text);

  const recall = () => {
    try {
      return JSON.parse(sessionStorage.getItem(memory));
    } catch {
      return null;
    }
  };
  let conversation = recall();
  const remember = (value) => {
    conversation = value;
    try {
      value ? sessionStorage.setItem(memory, JSON.stringify(value)) : sessionStorage.removeItem(memory);
    } catch {
      // Storage is switched off: the conversation lasts as long as the page.
    }
  };

  const style = `
:host{all:initial;--a:#3b5bdb;--b:#fff;--f:#1b1b1f;--s:#eef0f4;--l:#767680;font:16px/1.45 system-ui,sans-serif;color-scheme:light}
:host([mode=dark]){--b:#1d1e22;--f:#f1f1f4;--s:#2d2f36;--l:#9a9aa5;color-scheme:dark}
*{box-sizing:border-box;font:inherit}
button{cursor:pointer;border:0;border-radius:1.5em;padding:.6em 1.1em;background:var(--a);color:var(--c,#fff)}
:focus-visible{outline:3px solid var(--f);outline-offset:2px}
.open,.box{position:fixed;inset-block-end:16px;right:16px;z-index:2147483000;box-shadow:0 4px 20px #0005}
:host([side=left]) :is(.open,.box){left:16px;right:auto}
.box{display:flex;flex-direction:column;inline-size:min(360px,calc(100vw - 32px));block-size:min(560px,calc(100vh - 32px));background:var(--b);color:var(--f);border-radius:14px;border:1px solid var(--l);overflow:hidden;animation:in .2s}
[hidden]{display:none!important}
header{display:flex;justify-content:space-between;align-items:center;padding:.5em .5em .5em 1em;border-block-end:1px solid var(--s)}
h2{margin:0;font-weight:600}
header button{background:none;color:inherit;padding:.4em .8em}
.log{flex:1;overflow:auto;padding:1em;display:flex;flex-direction:column;gap:.6em}
.log>*{max-inline-size:88%;padding:.55em .9em;border-radius:14px;background:var(--s);overflow-wrap:anywhere;white-space:pre-line}
.me{align-self:end;background:var(--a);color:var(--c,#fff)}
.card{border:1px solid var(--l)}
.card p,.card ul{margin:.2em 0}
.card ul{padding-inline-start:1.2em}
.log>.quick{background:none;padding:0;display:flex;flex-wrap:wrap;gap:.4em}
.quick button{background:none;color:var(--f);border:1px solid var(--l)}
a{color:inherit}
b{font-weight:600}
form{display:flex;gap:.5em;padding:.7em;border-block-start:1px solid var(--s)}
input{flex:1;min-inline-size:0;padding:.5em .9em;border:1px solid var(--l);border-radius:1.5em;background:var(--b);color:var(--f)}
@keyframes in{from{opacity:0;transform:translateY(12px)}}
@media(prefers-reduced-motion:reduce){.box{animation:none}}`;

  const host = make('trulybot-widget', {});
  customElements.define('trulybot-widget', class extends HTMLElement {});
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];

  let texts = {};
  const say = (key, text) => texts[key] || text;
  const open = make('button', { class: 'open', type: 'button', 'aria-haspopup': 'dialog', 'aria-expanded': 'false' });
  const title = make('h2', { id: 't' });
  const close = make('button', { type: 'button' }, '\u2715');
  const log = make('div', { class: 'log', role: 'log', 'aria-live': 'polite', tabindex: '0' });
  const input = make('input', { maxlength: '2000', autocomplete: 'off', enterkeyhint: 'send' });
  const send = make('button', {});
  const form = make('form', {}, input, send);
  const box = make('div', { class: 'box', role: 'dialog', 'aria-labelledby': 't', hidden: '' },
    make('header', {}, title, close), log, form);
  root.append(open, box);

  const label = () => {
    open.textContent = title.textContent = say('title', 'Where is my order?');
    close.setAttribute('aria-label', say('close', 'Close'));
    log.setAttribute('aria-label', say('messages', 'Messages'));
    input.placeholder = say('placeholder', 'Your message');
    input.setAttribute('aria-label', input.placeholder);
    send.textContent = say('send', 'Send');
  };
  const show = (shown) => {
    box.hidden = !shown;
    open.hidden = shown;
    open.setAttribute('aria-expanded', shown);
    (shown ? input : open).focus();
  };
  const add = (element) => {
    log.append(element);
    log.scrollTop = log.scrollHeight;
  };

  const day = (time) => new Date(time).toLocaleDateString(document.documentElement.lang || undefined);
  const price = (money) => {
    try {
      return new Intl.NumberFormat(document.documentElement.lang || undefined,
        { style: 'currency', currency: money.currency }).format(money.amount);
    } catch {
      return money.amount + ' ' + money.currency;
    }
  };
  const parcel = (shipment) => {
    const text = [shipment.carrier, shipment.trackingNumber].filter(Boolean).join(' ') || say('parcel', 'Parcel');
    const entry = make('li', {});
    if (/^https?:\/\//i.test(shipment.trackingUrl || '')) {
      entry.append(make('a', { href: shipment.trackingUrl, target: '_blank', rel: 'noopener noreferrer' }, text));
    } else {
      entry.append(text);
    }
    if (shipment.deliveredAt) entry.append(' \u2713 ' + day(shipment.deliveredAt));
    else if (shipment.estimatedDeliveryAt) entry.append(' \u2192 ' + day(shipment.estimatedDeliveryAt));
    return entry;
  };
  const card = (order) => make('div', { class: 'card', role: 'group', 'aria-label': '#' + order.number },
    line('b', '#' + order.number),
    line('p', order.statusText),
    make('ul', {}, ...order.items.map((item) => line('li', item.quantity + ' \u00d7 ' + item.name))),
    make('ul', {}, ...order.shipments.map(parcel)),
    line('p', price(order.total)));

  let busy = false;
  const ask = async (text, again) => {
    if (!again) {
      if (busy) return;
      busy = true;
      log.querySelectorAll('.quick').forEach((old) => old.remove());
      add(line('div', text, 'me'));
      log.setAttribute('aria-busy', 'true');
    }
    try {
      const response = await fetch(new URL('messages', base), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ userId: user, platform, store, conversation: conversation || undefined, text }),
      });
      const answer = await response.json();
      if (answer.code === 'conversation_not_found' && conversation) {
        remember(null);
        return await ask(text, true);
      }
      if (!response.ok) throw new Error(answer.code);
      remember(answer.conversation);
      for (const message of answer.messages) {
        add(line('div', message.text));
        if (message.order) add(card(message.order));
        const replies = (message.quickReplies || []).map((reply) => {
          const button = make('button', { type: 'button' }, reply.label);
          button.onclick = () => {
            ask(reply.text);
            input.focus();
          };
          return button;
        });
        if (replies.length) add(make('div', { class: 'quick' }, ...replies));
      }
    } catch {
      add(line('div', say('error', 'Sorry, that did not work. Please try again in a moment.')));
    } finally {
      if (!again) {
        busy = false;
        log.removeAttribute('aria-busy');
      }
    }
  };

  open.onclick = () => show(true);
  close.onclick = () => show(false);
  box.onkeydown = (event) => {
    if (event.key === 'Escape') show(false);
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text || busy) return;
    input.value = '';
    ask(text);
  };

  const start = async () => {
    let config;
    try {
      const response = await fetch(new URL('config/' + encodeURIComponent(user), base));
      if (!response.ok) return;
      config = await response.json();
    } catch {
      return;
    }
    texts = config.texts;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const paint = () => host.setAttribute('mode', config.theme.mode === 'auto' ? (dark.matches ? 'dark' : 'light') : config.theme.mode);
    dark.addEventListener('change', paint);
    paint();
    host.setAttribute('side', config.position);
    host.style.setProperty('--a', config.theme.color);
    // Black or white on the accent, whichever can be read better (WCAG relative luminance).
    const light = [1, 3, 5].map((i) => (parseInt(config.theme.color.slice(i, i + 2), 16) / 255) ** 2.2);
    host.style.setProperty('--c', 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] > 0.179 ? '#000' : '#fff');
    label();
    add(line('div', config.greeting || say('greeting', 'Hello! Send me your order number, and I will look where your order is.')));
    document.body.append(host);
  };
  // Nothing is asked for before the page itself has loaded.
  document.readyState === 'complete' ? start() : addEventListener('load', start);
})();
