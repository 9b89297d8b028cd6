// Loads the TrulyBot chat: at once, or when the visitor allows functional cookies, if the shop has to ask for that.
(() => {
  'use strict';
  const { loader, user, store, consent } = document.currentScript.dataset;
  const shopify = window.Shopify || {};

  let loaded = false;
  const load = () => {
    if (loaded) return;
    loaded = true;
    const script = document.createElement('script');
    script.async = true;
    script.src = loader;
    script.dataset.user = user;
    script.dataset.store = store;
    document.head.append(script);
  };

  // The theme editor shows the merchant what visitors get, and asks for no consent.
  if (consent === undefined || shopify.designMode) {
    load();
    return;
  }
  document.addEventListener('visitorConsentCollected', (event) => {
    if (event.detail && event.detail.preferencesAllowed) load();
  });
  // Tells yes at once wherever the shop need not ask. Where it can't tell, nobody has said yes.
  if (shopify.loadFeatures) {
    shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], (error) => {
      const privacy = window.Shopify.customerPrivacy;
      if (!error && privacy && privacy.preferencesProcessingAllowed()) load();
    });
  }
})();
