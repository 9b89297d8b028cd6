/*
 * The page inside the store's admin. Each request carries a fresh session token of the platform's own script: nothing of
 * the merchant's is kept here, and no cookie is used.
 */
(() => {
  'use strict';

  const api = document.body.dataset.api;
  const part = id => document.getElementById(id);
  const LONGEST_WAIT = 30000;
  const TOKEN_WAIT = 10000;
  let integration = null;

  /** What went wrong, in words for the merchant. */
  class Trouble extends Error {
    constructor(message, fields) {
      super(message);
      this.fields = fields || [];
    }
  }

  function within(millis, promise, message) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Trouble(message)), millis);
      promise.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  async function token() {
    const bridge = window.shopify;
    if (!bridge || typeof bridge.idToken !== 'function') {
      throw new Trouble('Open this page from the admin of your store: only there it can tell which store it is.');
    }
    return within(TOKEN_WAIT, bridge.idToken(), 'The admin of your store doesn’t answer. Open the app again from there.');
  }

  async function ask(method, path, body) {
    const headers = {Accept: 'application/json', Authorization: 'Bearer ' + await token()};
    if (body) {
      headers['Content-Type'] = 'application/json';
    }
    let response;
    let answer;
    try {
      response = await fetch(api + path, {
        method,
        headers,
        body: body ? JSON.stringify(body) : undefined,
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(LONGEST_WAIT),
      });
      answer = await response.json();
    } catch (fault) {
      throw new Trouble('TrulyBot can’t be reached. Look at your network, and try again.');
    }
    if (response.ok) {
      return answer;
    }
    throw new Trouble(words(response.status, answer), answer.errors);
  }

  function words(status, problem) {
    if (problem.code === 'token_invalid') {
      return 'The admin of your store no longer vouches for this page. Open the app again from there.';
    }
    if (problem.code === 'signature_invalid') {
      return 'That is no connection key of this user ID. Compare both with your TrulyBot account; a key that was revoked no longer works.';
    }
    if (problem.code === 'oauth_code_refused') {
      return 'Your store didn’t give access this time. Try again; if that doesn’t help, open the app again from the admin.';
    }
    if (status === 429) {
      return 'That was too often. Wait a minute, and try again.';
    }
    const id = problem.requestId ? ' (request ' + problem.requestId + ')' : '';
    return (problem.detail || problem.title || 'Something went wrong on our side.') + (status >= 500 ? id : '');
  }

  function say(text) {
    part('status').textContent = text;
  }

  function complain(fault) {
    say('');
    part('problem-text').textContent = fault instanceof Trouble
      ? fault.message
      : 'Something went wrong on this page. Open the app again.';
    part('problem').hidden = false;
  }

  function calm() {
    part('problem').hidden = true;
    part('problem-text').textContent = '';
  }

  function health(it) {
    if (it.advice) {
      return 'But something needs your attention: ' + it.advice;
    }
    return it.health.state === 'ok'
      ? 'Shoppers can ask for their orders, and your store answers as it should.'
      : 'Shoppers can ask for their orders.';
  }

  const WIDGET = {
    on: 'The chat is on your storefront: it was there when we looked just now.',
    off: 'The chat is not on your storefront yet. Switch TrulyBot on among the app embeds of your theme, and save.',
    unknown: 'We can’t see whether the chat is on your storefront. That is so while the storefront asks for a password, for instance.',
  };

  function show(state) {
    const connected = Boolean(state.connected && state.integration);
    integration = connected ? state.integration : null;
    part('connect').hidden = connected;
    part('connected').hidden = !connected;
    fold();
    if (!connected) {
      return;
    }
    part('health').textContent = health(state.integration);
    part('account').textContent = state.account || 'unknown';
    const since = part('since');
    since.dateTime = state.integration.connectedAt;
    since.textContent = new Date(state.integration.connectedAt).toLocaleString('en', {dateStyle: 'long', timeStyle: 'short'});
    part('widget').textContent = WIDGET[state.widget.state] || WIDGET.unknown;
    const link = part('widget-settings');
    const settings = state.widget.settingsUrl || '';
    link.hidden = !/^https?:/.test(settings);
    if (link.hidden) {
      link.removeAttribute('href');
    } else {
      link.href = settings;
    }
  }

  function fold() {
    part('really').hidden = true;
    part('disconnect').setAttribute('aria-expanded', 'false');
  }

  /** One thing at a time: a second press while the first is under way does nothing. */
  let busy = false;
  async function once(button, message, work) {
    if (busy) {
      return;
    }
    busy = true;
    if (button) {
      button.setAttribute('aria-disabled', 'true');
    }
    calm();
    say(message);
    try {
      await work();
    } catch (fault) {
      complain(fault);
    } finally {
      busy = false;
      if (button) {
        button.removeAttribute('aria-disabled');
      }
    }
  }

  async function look() {
    show(await ask('GET', '/embedded'));
    say('');
  }

  function wrong(input, message) {
    part(input.id + '-error').textContent = message;
    if (message) {
      input.setAttribute('aria-invalid', 'true');
    } else {
      input.removeAttribute('aria-invalid');
    }
    return Boolean(message);
  }

  async function connect(event) {
    event.preventDefault();
    const user = part('user-id');
    const key = part('key');
    const badUser = wrong(user, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(user.value.trim())
      ? ''
      : 'A user ID has 36 characters: 0 to 9, a to f, and four hyphens.');
    const badKey = wrong(key, /^tbk_[0-9a-f-]{36}_[\w-]{43}$/i.test(key.value.trim())
      ? ''
      : 'Paste the whole key: it begins with tbk_ and has 84 characters.');
    if (badUser || badKey) {
      (badUser ? user : key).focus();
      return;
    }
    await once(event.submitter, 'Connecting your store …', async () => {
      const body = {userId: user.value.trim().toLowerCase(), connectionKey: key.value.trim()};
      await ask('POST', '/connect', body);
      key.value = '';
      await look();
      say('Your store is connected.');
      part('connected-title').focus();
    });
  }

  async function disconnect(event) {
    await once(event.currentTarget, 'Disconnecting your store …', async () => {
      await ask('POST', '/disconnect', {integrationId: integration.id});
      await look();
      say('Your store is disconnected.');
      part('user-id').focus();
    });
  }

  part('connect-form').addEventListener('submit', connect);
  part('retry').addEventListener('click', event => once(event.currentTarget, 'Looking at your store …', look));
  part('again').addEventListener('click', event => once(event.currentTarget, 'Looking at your storefront …', async () => {
    await look();
    say('Looked just now.');
  }));
  part('disconnect').addEventListener('click', () => {
    part('really').hidden = false;
    part('disconnect').setAttribute('aria-expanded', 'true');
    part('disconnect-now').focus();
  });
  part('keep').addEventListener('click', () => {
    fold();
    part('disconnect').focus();
  });
  part('disconnect-now').addEventListener('click', disconnect);
  once(null, 'Looking at your store …', look);
})();
