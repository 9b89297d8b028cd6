package com.trulybot.integrations.core.integration;

import java.util.Locale;

/**
 * What can be wrong with a store. Retrying, breaking the circuit, HTTP statuses, the merchant's words and the metrics
 * all read it here.
 */
public enum StoreProblem {
    STORE_CREDENTIALS_REJECTED(
            Mender.MERCHANT, "The store does not accept the keys. Make a new key and connect again."),
    STORE_PERMISSION_MISSING(
            Mender.MERCHANT,
            "The keys may not read orders. Give them read permission, with an owner who may manage the shop."),
    STORE_DATA_NOT_APPROVED(
            Mender.MERCHANT, "The platform has not approved this app for customer data. Ask for that approval."),
    STORE_TOKEN_TYPE_REFUSED(Mender.MERCHANT, "The platform no longer accepts this kind of token. Connect again."),
    STORE_NOT_WOOCOMMERCE(Mender.MERCHANT, "A site answers there, but WooCommerce is not active on it."),
    STORE_NOT_FOUND(Mender.MERCHANT, "There is no shop at that address. Check how it is spelled."),
    STORE_FROZEN(Mender.MERCHANT, "The shop is frozen until its bill with the platform is paid."),
    STORE_LOCKED(Mender.MERCHANT, "The platform has locked the shop. Ask its support."),
    STORE_REFUSED_US(
            Mender.MERCHANT,
            "A firewall or a password page of the store keeps us out. Let the TrulyBot server through."),
    STORE_CERTIFICATE_INVALID(Mender.MERCHANT, "The store's TLS certificate is not valid. Renew it."),
    STORE_REDIRECTS(Mender.MERCHANT, "The store sends us on to another address. Connect that address instead."),
    STORE_URL_FORBIDDEN(
            Mender.MERCHANT, "The address must be https and public. Private and local addresses are not allowed."),
    STORE_UNREACHABLE(Mender.TIME, "The store could not be reached."),
    STORE_ANSWER_INVALID(Mender.TIME, "The store answered something that is not an answer, such as a web page."),
    STORE_UNAVAILABLE(Mender.TIME, "The store is down or in maintenance."),
    STORE_RATE_LIMITED(Mender.TIME, "The store asks us to slow down."),
    STORE_TIMEOUT(Mender.TIME, "The store did not answer in time.");

    /** Who can mend it. */
    public enum Mender {
        /** Only the merchant, in the store or at the platform: repeating doesn't help. */
        MERCHANT,
        /** It passes: repeating later helps. */
        TIME
    }

    private final Mender mender;
    private final String advice;

    StoreProblem(Mender mender, String advice) {
        this.mender = mender;
        this.advice = advice;
    }

    /** The stable word in the API, the logs and the metrics. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Mender mender() {
        return mender;
    }

    /** Whether the same request may succeed later without anyone's doing. */
    public boolean passes() {
        return mender == Mender.TIME;
    }

    /** One or two sentences for the merchant: what is wrong, and how to mend it. */
    public String advice() {
        return advice;
    }
}
