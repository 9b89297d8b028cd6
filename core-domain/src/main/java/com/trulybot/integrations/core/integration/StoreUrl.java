package com.trulybot.integrations.core.integration;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a store lives: scheme, host, port and path, without query, fragment or trailing slash. Made by
 * {@link #parse(String)}, which reads what people type; whether the address may be talked to is another question.
 *
 * @param value such as {@code https://shop.example/store}
 */
public record StoreUrl(String value) {
    /** Longer than any real shop's address, short enough for an index. */
    public static final int MAX_LENGTH = 500;

    private static final Pattern HAS_SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://.*");
    private static final Pattern HOST_NAME =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\\.?");

    public StoreUrl {
        if (!normalise(value).equals(value)) {
            throw new IllegalArgumentException("not a normalised store URL; use StoreUrl.parse");
        }
    }

    /**
     * Reads an address as people type it: without a scheme {@code https} is meant; case of the host, a default port and
     * trailing slashes don't matter; international names are taken.
     *
     * @throws IllegalArgumentException saying what is wrong, when it is no http or https address, or holds a user name,
     *     a query or a fragment
     */
    public static StoreUrl parse(String text) {
        return new StoreUrl(normalise(text));
    }

    private static String normalise(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a store's address has 1 to " + MAX_LENGTH + " characters");
        }
        String withScheme = HAS_SCHEME.matcher(trimmed).matches() ? trimmed : "https://" + trimmed;
        URI uri;
        try {
            uri = new URI(asciiHost(withScheme));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a web address; give one such as https://shop.example");
        }
        String scheme = lower(uri.getScheme());
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("a store's address begins with https://");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a store's address must not hold a user name or password");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("a store's address must not hold ? or #");
        }
        String host = lower(uri.getHost());
        boolean literalV6 = host.startsWith("[") && host.endsWith("]");
        if (!literalV6 && !HOST_NAME.matcher(host).matches()) {
            throw new IllegalArgumentException("not a web address; give one such as https://shop.example");
        }
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        int port = uri.getPort();
        if (port == 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is from 1 to 65535");
        }
        boolean defaultPort = port == -1 || port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (defaultPort ? "" : ":" + port) + path(uri.getRawPath());
    }

    private static String path(@Nullable String raw) {
        if (raw == null) {
            return "";
        }
        if (URI.create("http://x" + raw).normalize().getRawPath().startsWith("/..")) {
            throw new IllegalArgumentException("a store's path must not climb with ..");
        }
        String path = URI.create("http://x" + raw).normalize().getRawPath();
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static String asciiHost(String url) {
        int begin = url.indexOf("://") + 3;
        int end = begin;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String authority = url.substring(begin, end);
        if (authority.chars().allMatch(c -> c < 128)) {
            return url;
        }
        int colon = authority.lastIndexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String port = colon < 0 ? "" : authority.substring(colon);
        try {
            return url.substring(0, begin) + IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES) + port + url.substring(end);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a host name: only letters, digits, - and . can stand in one");
        }
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    /** The address for requests. */
    public URI uri() {
        return URI.create(value);
    }

    /** Host in lower case, without port. */
    public String host() {
        return uri().getHost();
    }

    /** What makes two addresses the same store: host, port and path, whatever the scheme. */
    public String key() {
        return value.substring(value.indexOf("://") + 3);
    }

    @Override
    public String toString() {
        return value;
    }
}
