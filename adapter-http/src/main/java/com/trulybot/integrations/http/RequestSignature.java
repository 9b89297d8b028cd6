package com.trulybot.integrations.http;

import com.trulybot.integrations.core.connectionkey.ConnectionKeyId;
import com.trulybot.integrations.core.connectionkey.SignedRequest;
import com.trulybot.integrations.core.workspace.UserId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the signature of a store's plugin: see "Who is calling" in the contract. Each header stands once and in exactly
 * one spelling, so that one signature can't be written in several ways.
 */
final class RequestSignature {
    static final String SIGNATURE = "X-TrulyBot-Signature";

    private static final String VERSION = "v1=";
    private static final Pattern TIMESTAMP = Pattern.compile("(0|[1-9][0-9]{0,10})");
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{16,64}");
    private static final Pattern HMAC = Pattern.compile(VERSION + "[0-9a-f]{64}");

    private final String prefix;

    /**
     * Reads them on this server.
     *
     * @param publicUrl as the world reaches us: the part of its path that a proxy takes away was signed, too
     */
    RequestSignature(URI publicUrl) {
        this.prefix = Objects.requireNonNullElse(publicUrl.getRawPath(), "");
    }

    /** Whether the request says that it is signed, well or badly. */
    static boolean isOn(HttpServletRequest request) {
        return request.getHeader(SIGNATURE) != null;
    }

    /**
     * What the request claims; empty when a header is missing, stands twice or has another form.
     *
     * @param body as it came
     */
    Optional<SignedRequest> read(HttpServletRequest request, byte[] body) {
        String timestamp = only(request, "X-TrulyBot-Timestamp");
        String nonce = only(request, "X-TrulyBot-Nonce");
        String signature = only(request, SIGNATURE);
        if (!TIMESTAMP.matcher(timestamp).matches()
                || !NONCE.matcher(nonce).matches()
                || !HMAC.matcher(signature).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SignedRequest(
                    UserId.parse(only(request, "X-TrulyBot-User")),
                    ConnectionKeyId.parse(only(request, "X-TrulyBot-Key-Id")),
                    Instant.ofEpochSecond(Long.parseLong(timestamp)),
                    nonce,
                    text(timestamp, nonce, request.getMethod(), target(request), body),
                    signature.substring(VERSION.length())));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /** The one value of that header; empty text, which no header here may be, when it is missing or stands twice. */
    private static String only(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        return values.size() == 1 ? values.get(0) : "";
    }

    /**
     * Path and query as they stood in the request line: not decoded, not put in order. Of a {@code ?} with nothing behind
     * it we hear nothing.
     */
    private String target(HttpServletRequest request) {
        String path = prefix + request.getRequestURI();
        String query = request.getQueryString();
        return query == null ? path : path + "?" + query;
    }

    static String text(String timestamp, String nonce, String method, String target, byte[] body) {
        return String.join("\n", "v1", timestamp, nonce, method, target, sha256(body));
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
