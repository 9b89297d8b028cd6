package com.trulybot.integrations.bigcommerce;

import com.trulybot.integrations.core.integration.StoreUrl;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * BigCommerce's permanent id of a store: the {@code abc123} of {@code store-abc123.mybigcommerce.com} and of
 * {@code https://api.bigcommerce.com/stores/abc123/v2}.
 *
 * @param value lower-case letters and digits
 */
record StoreHash(String value) {
    private static final String FORM = "[a-z0-9]{3,32}";
    private static final Pattern HASH = Pattern.compile(FORM);
    private static final Pattern API_PATH = Pattern.compile("/?stores/(" + FORM + ")(?:/v[0-9])?/?");
    private static final Pattern PRODUCER = Pattern.compile("stores/(" + FORM + ")");
    /** The second number is a channel's: a store may have several storefronts. */
    private static final Pattern CANONICAL_HOST =
            Pattern.compile("store-(" + FORM + ")(?:-[0-9]+)?\\.mybigcommerce\\.com");

    StoreHash {
        if (!HASH.matcher(value).matches()) {
            throw new IllegalArgumentException("a store hash is 3 to 32 lower-case letters and digits");
        }
    }

    /**
     * Reads what a merchant copies: the hash itself, the API path that comes with the token, or any address of the
     * control panel. A storefront's own domain tells no hash.
     *
     * @param api where the API is
     */
    static Optional<StoreHash> typed(String text, URI api) {
        String given = text.strip().toLowerCase(Locale.ROOT).replaceFirst("[?#].*$", "");
        if (HASH.matcher(given).matches()) {
            return Optional.of(new StoreHash(given));
        }
        Matcher path = API_PATH.matcher(given);
        if (path.matches()) {
            return Optional.of(new StoreHash(path.group(1)));
        }
        StoreUrl url;
        try {
            url = StoreUrl.parse(given);
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
        Matcher host = CANONICAL_HOST.matcher(url.host());
        if (host.matches()) {
            return Optional.of(new StoreHash(host.group(1)));
        }
        Matcher apiPath = API_PATH.matcher(url.uri().getRawPath());
        return url.host().equals(api.getHost()) && apiPath.matches()
                ? Optional.of(new StoreHash(apiPath.group(1)))
                : Optional.empty();
    }

    /** The one in a host of {@link #domain()}'s form. */
    static Optional<StoreHash> ofDomain(String domain) {
        Matcher host = CANONICAL_HOST.matcher(domain);
        return host.matches() ? Optional.of(new StoreHash(host.group(1))) : Optional.empty();
    }

    /** The one that a webhook names as its producer, {@code stores/abc123}. */
    static Optional<StoreHash> ofProducer(String producer) {
        Matcher path = PRODUCER.matcher(producer);
        return path.matches() ? Optional.of(new StoreHash(path.group(1))) : Optional.empty();
    }

    /** The store's canonical domain, which never changes. */
    String domain() {
        return "store-" + value + ".mybigcommerce.com";
    }

    @Override
    public String toString() {
        return value;
    }
}
