package com.trulybot.integrations.platform.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * How stores may be talked to. Begin with {@link #defaults()}.
 *
 * @param allow {@code host:port} pairs that are exempt from the https and public-address rules, for development and
 *     tests; a certificate is still checked where it is https
 * @param caFile further trust anchors, PEM; null for the JVM's alone
 * @param connectTimeout for one address of a store; the deadline ends it earlier
 * @param maxAnswerBytes the longest answer that is read, decompressed
 * @param requestsPerStore how many requests to one store may be under way at once; more of them wait
 * @param requestsOverall how many requests to all stores together may be under way at once; more of them wait. Once half
 *     of these are, a store may have fewer than {@code requestsPerStore}, so that the others find room
 * @param pins by host, which may begin with {@code *.} or {@code **.}: what the SHA-256 of a public key in the store's
 *     certificate chain must be, as {@code sha256/} and base64 (RFC 7469); at least two for each host. A host that is
 *     not named has none
 */
public record OutboundSettings(
        Set<String> allow,
        @Nullable Path caFile,
        Duration connectTimeout,
        int maxAnswerBytes,
        int requestsPerStore,
        int requestsOverall,
        Map<String, Set<String>> pins,
        String userAgent) {

    public OutboundSettings {
        allow = allow.stream().map(OutboundSettings::normalise).collect(Collectors.toUnmodifiableSet());
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connectTimeout must be longer than zero");
        }
        if (maxAnswerBytes < 1 || requestsPerStore < 1 || requestsOverall < 1) {
            throw new IllegalArgumentException(
                    "maxAnswerBytes, requestsPerStore and requestsOverall must be 1 or more");
        }
        pins = Pins.checked(pins);
        Objects.requireNonNull(userAgent, "userAgent");
    }

    /**
     * Nothing exempt, the JVM's trust anchors, 5 s to connect, 8 MiB, 64 requests at once to one store and 4,096 to all,
     * no pins.
     */
    public static OutboundSettings defaults() {
        return new OutboundSettings(
                Set.of(),
                null,
                Duration.ofSeconds(5),
                8 * 1024 * 1024,
                64,
                4_096,
                Map.of(),
                "TrulyBot-Integrations/0.1");
    }

    /**
     * The same, with these exemptions.
     *
     * @param pairs {@code host:port} pairs, separated by commas, such as {@code 127.0.0.1:9311, [::1]:9312}
     * @throws IllegalArgumentException when one of them is not a host with a port
     */
    public OutboundSettings withAllow(String pairs) {
        Set<String> all = Arrays.stream(pairs.split(",", -1))
                .map(String::strip)
                .filter(pair -> !pair.isEmpty())
                .collect(Collectors.toSet());
        return new OutboundSettings(
                all, caFile, connectTimeout, maxAnswerBytes, requestsPerStore, requestsOverall, pins, userAgent);
    }

    /** The same, with the trust anchors of a PEM file besides the JVM's. */
    public OutboundSettings withCaFile(Path pem) {
        return new OutboundSettings(
                allow, pem, connectTimeout, maxAnswerBytes, requestsPerStore, requestsOverall, pins, userAgent);
    }

    /** The same, with another limit of an answer's size. */
    public OutboundSettings withMaxAnswerBytes(int bytes) {
        return new OutboundSettings(
                allow, caFile, connectTimeout, bytes, requestsPerStore, requestsOverall, pins, userAgent);
    }

    /** The same, with another limit of requests under way to one store. */
    public OutboundSettings withRequestsPerStore(int requests) {
        return new OutboundSettings(
                allow, caFile, connectTimeout, maxAnswerBytes, requests, requestsOverall, pins, userAgent);
    }

    /** The same, with another limit of requests under way to all stores together. */
    public OutboundSettings withRequestsOverall(int requests) {
        return new OutboundSettings(
                allow, caFile, connectTimeout, maxAnswerBytes, requestsPerStore, requests, pins, userAgent);
    }

    /**
     * The same, with these pins.
     *
     * @param text {@code host=sha256/…,sha256/…}, several hosts separated by semicolons or blanks, such as
     *     {@code shop.example=sha256/AAAA…=,sha256/BBBB…=; *.other.example=sha256/CCCC…=,sha256/DDDD…=}
     * @throws IllegalArgumentException when it has another form, or a host has fewer than two different pins
     */
    public OutboundSettings withPins(String text) {
        return new OutboundSettings(
                allow,
                caFile,
                connectTimeout,
                maxAnswerBytes,
                requestsPerStore,
                requestsOverall,
                Pins.parse(text),
                userAgent);
    }

    /** Host and port in the one spelling that exemptions are compared in. */
    static String authority(HttpUrl url) {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        return host + ":" + url.port();
    }

    private static String normalise(String pair) {
        // The scheme only makes a URL of it; the port is always written out, so it changes nothing.
        HttpUrl url = pair.matches("[^/?#@\\\\]+:[0-9]{1,5}") ? HttpUrl.parse("http://" + pair) : null;
        if (url == null) {
            throw new IllegalArgumentException(
                    "an exemption is host:port, such as localhost:9311 or [::1]:9311, but is '" + pair + "'");
        }
        return authority(url);
    }
}
