package com.trulybot.integrations.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every setting there is: its name, default, meaning and check. The check at the start, {@code trulybot config} and
 * {@code docs/settings.md} all read this table. A default that is {@code null} means "not set".
 */
enum Setting {
    PORT(
            "8080",
            Kind.PLAIN,
            "Port of the public API, the widget and the dashboard. 0 takes any free port.",
            Check.PORT),
    HOST("0.0.0.0", Kind.PLAIN, "Address that the public port listens on.", Check.HOST),
    MANAGEMENT_PORT(
            "8081", Kind.PLAIN, "Port of `/metrics` and the detailed `/health`. 0 takes any free port.", Check.PORT),
    MANAGEMENT_HOST("127.0.0.1", Kind.PLAIN, "Address that the management port listens on.", Check.HOST),
    PUBLIC_URL(
            "http://localhost:$PORT",
            Kind.URL,
            "How the world reaches us: callbacks, scripts, webhooks.",
            Check.PUBLIC_URL),
    DATA_DIR("./data", Kind.PLAIN, "Folder of the embedded PostgreSQL and the generated key.", Check.ANY),
    ADAPTERS_DIR("./adapters", Kind.PLAIN, "Folder whose jars bring further store platforms.", Check.ANY),
    DATABASE_URL(
            null,
            Kind.URL,
            "PostgreSQL: `postgresql://user:password@host:port/db` or a JDBC URL. Not set: an embedded one in `DATA_DIR`.",
            Check.DATABASE_URL),
    DATABASE_READ_URL(
            null,
            Kind.URL,
            "A read replica of `DATABASE_URL`. Checked, but this version reads from `DATABASE_URL` alone.",
            Check.DATABASE_URL),
    REDIS_URL(
            null,
            Kind.URL,
            "`redis://` or `rediss://`; several comma-separated hosts are a cluster. Not set: counters and caches live in"
                    + " the process, which is right for one node only.",
            Check.REDIS_URL),
    ENCRYPTION_KEY(
            null,
            Kind.SECRET,
            "The key-encryption key: base64 of 32 bytes. Required with `DATABASE_URL`, unless `ENCRYPTION_KEY_FILE` is"
                    + " set; generated into `DATA_DIR/encryption.key` with the embedded database.",
            Check.KEY),
    ENCRYPTION_KEY_FILE(null, Kind.PLAIN, "A file that holds what `ENCRYPTION_KEY` would.", Check.KEY_FILE),
    AUTH_JWT_SECRET(
            null,
            Kind.SECRET,
            "Secret of the merchants' HS256 tokens, at least 32 bytes. `serve` needs it or `AUTH_JWKS_URL`.",
            Check.JWT_SECRET),
    AUTH_JWKS_URL(null, Kind.URL, "Where the keys of ES256 and RS256 tokens are published.", Check.HTTP_URL),
    AUTH_ISSUER(null, Kind.PLAIN, "The `iss` that a token must have. Not set: any.", Check.ANY),
    AUTH_AUDIENCE("authenticated", Kind.PLAIN, "What a token's `aud` must contain.", Check.ANY),
    SHOPIFY_API_KEY(
            null,
            Kind.PLAIN,
            "Client id of the Shopify app. Without it the OAuth routes answer 503 `shopify_not_configured`.",
            Check.ANY),
    SHOPIFY_API_SECRET(null, Kind.SECRET, "Client secret of the Shopify app.", Check.ANY),
    SHOPIFY_API_SECRET_PREVIOUS(
            null,
            Kind.SECRET,
            "The secret before the last rotation, while deliveries may still be signed with it.",
            Check.ANY),
    SHOPIFY_SCOPES(
            "read_orders,read_customers,read_fulfillments", Kind.PLAIN, "Scopes asked for at install.", Check.SCOPES),
    SHOPIFY_API_VERSION("2026-10", Kind.PLAIN, "Version of Shopify's Admin API.", Check.SHOPIFY_VERSION),
    SHOPIFY_API_MODE("graphql", Kind.PLAIN, "`graphql`, or `rest` for the legacy API.", Check.oneOf("graphql", "rest")),
    SHOPIFY_ADMIN_BASE(
            "https://{shop}",
            Kind.URL,
            "Where a shop's admin is; `{shop}` stands for its domain. Tests point it at a stand-in.",
            Check.SHOPIFY_BASE),
    WOOCOMMERCE_NOTES(
            "off",
            Kind.PLAIN,
            "`on` shows shoppers the notes that a WooCommerce shop wrote to them about the order. It costs a second request"
                    + " to the shop for each order that is found.",
            Check.oneOf("on", "off")),
    OUTBOUND_ALLOW(
            null,
            Kind.PLAIN,
            "`host:port` pairs, comma-separated, exempt from the https and public-address rules, the JWKS address too."
                    + " Certificates are still checked. For development and tests only; warned about at the start.",
            Check.HOST_PORTS),
    OUTBOUND_CA_FILE(null, Kind.PLAIN, "Further trust anchors (PEM) for stores.", Check.CA_FILE),
    OUTBOUND_PINS(
            null,
            Kind.PLAIN,
            "Public keys that stores must show: `shop.example=sha256/…=,sha256/…=`, several hosts separated by `;` or"
                    + " blanks, a host also as `*.shop.example`. At least two for each host, of which one is a backup. Each is"
                    + " the base64 of the SHA-256 of a key in the certificate chain (RFC 7469).",
            Check.PINS),
    TRUSTED_PROXIES(
            null, Kind.PLAIN, "CIDRs, comma-separated, whose `X-Forwarded-*` headers are believed.", Check.CIDRS),
    STORE_MAX_CONCURRENT(
            "64",
            Kind.PLAIN,
            "Requests to one store that may be under way at once; more of them wait.",
            Check.POSITIVE),
    STORES_MAX_CONCURRENT(
            "4096",
            Kind.PLAIN,
            "Requests to all stores together that may be under way at once; more of them wait. From half of it on, one store"
                    + " may have fewer than `STORE_MAX_CONCURRENT`.",
            Check.POSITIVE),
    LIMIT_WORKSPACE_PER_MINUTE("600", Kind.PLAIN, "Requests a minute of one workspace, on each node.", Check.POSITIVE),
    LIMIT_ADDRESS_PER_MINUTE(
            "120",
            Kind.PLAIN,
            "Requests a minute from one network address on public routes, on each node.",
            Check.POSITIVE),
    LIMIT_ASSETS_PER_MINUTE(
            "1200",
            Kind.PLAIN,
            "Requests a minute from one network address for the widget's script and configuration, on each node.",
            Check.POSITIVE),
    LIMIT_STORES_PER_MINUTE(
            "6000",
            Kind.PLAIN,
            "Webhooks and hand-overs a minute from one network address, on each node; a forged one counts tenfold. Platforms"
                    + " send for many shops from one address.",
            Check.POSITIVE),
    LIMIT_MESSAGES_PER_MINUTE("20", Kind.PLAIN, "Messages a minute in one conversation, on each node.", Check.POSITIVE),
    ATTEMPTS_PER_CONVERSATION(
            "10", Kind.PLAIN, "Failed tries an hour to see an order, in one conversation.", Check.POSITIVE),
    ATTEMPTS_PER_ADDRESS("60", Kind.PLAIN, "Failed tries an hour from one network address.", Check.POSITIVE),
    ATTEMPTS_PER_ORDER("10", Kind.PLAIN, "Failed tries an hour at one order number of a store.", Check.POSITIVE),
    REFUSAL_PACE_MILLIS(
            "1500",
            Kind.PLAIN,
            "How long a refusal to a shopper takes, or a whole multiple of it, so that its time tells nothing. Longer than"
                    + " a store usually takes to answer.",
            Check.POSITIVE),
    DRAIN_SECONDS("20", Kind.PLAIN, "How long a stop waits for what is in flight.", Check.POSITIVE),
    LOG_LEVEL(
            "info",
            Kind.PLAIN,
            "Least severe level that is logged. `debug` and `trace` are for our own code; libraries, which would log whole requests,"
                    + " stay at `info`.",
            Check.oneOf("trace", "debug", "info", "warn", "error")),
    LOG_FORMAT(
            null,
            Kind.PLAIN,
            "`text` or `json`. Not set: `text` on a terminal, else `json`.",
            Check.oneOf("text", "json"));

    /** What may be shown of a value. */
    enum Kind {
        PLAIN,
        /** Its password is masked. */
        URL,
        /** Nothing of it is shown. */
        SECRET
    }

    private final @Nullable String fallback;
    private final Kind kind;
    private final String meaning;

    @SuppressWarnings(
            "ImmutableEnumChecker") // Checks are functions; the annotation that says so is not worth a dependency.
    private final Check check;

    Setting(@Nullable String fallback, Kind kind, String meaning, Check check) {
        this.fallback = fallback;
        this.kind = kind;
        this.meaning = meaning;
        this.check = check;
    }

    Optional<String> fallback() {
        return Optional.ofNullable(fallback);
    }

    String meaning() {
        return meaning;
    }

    /**
     * Looks at a value.
     *
     * @throws IllegalArgumentException saying what it must be; never holds the value of a secret
     */
    void check(String value) {
        check.accept(value);
    }

    /** The value as it may be printed. */
    String masked(String value) {
        return switch (kind) {
            case PLAIN -> value;
            case SECRET -> "****";
            case URL ->
                value.replaceAll("(?<=://)[^/?#]*@", "****@")
                        .replaceAll("(?i)(?<=[?&;](user|password|sslpassword)=)[^&;]*", "****");
        };
    }
}
