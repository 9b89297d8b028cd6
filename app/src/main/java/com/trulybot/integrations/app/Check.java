package com.trulybot.integrations.app;

import com.trulybot.integrations.persistence.DatabaseSettings;
import com.trulybot.integrations.persistence.Redis;
import com.trulybot.integrations.platform.http.OutboundSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Looks at one setting's value, and throws an {@link IllegalArgumentException} that says what it must be. */
@FunctionalInterface
interface Check {
    Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]+]|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    Check ANY = value -> {};
    Check PORT = number(0, 65_535);
    Check POSITIVE = number(1, 100_000_000);
    Check HOST = matching(HOST_NAME, "must be a host name or an address such as 127.0.0.1 or 0.0.0.0");
    Check SCOPES = matching(
            Pattern.compile("[a-z_]+(,[a-z_]+)*"), "must be comma-separated scopes such as read_orders,read_customers");
    Check SHOPIFY_VERSION = matching(
            Pattern.compile("20[0-9]{2}-(01|04|07|10)|unstable"),
            "must be a version of Shopify's Admin API such as 2026-10");
    Check HTTP_URL = value -> webAddress(value, "https://id.example/.well-known/jwks.json");
    Check PUBLIC_URL = Check::publicUrl;
    Check SHOPIFY_BASE = Check::shopifyBase;
    Check DATABASE_URL = value -> unnamed(() -> DatabaseSettings.parse(value));
    Check REDIS_URL = value -> unnamed(() -> Redis.open(value).close());
    Check KEY = Check::key;
    Check KEY_FILE = Check::keyFile;
    Check JWT_SECRET = Check::jwtSecret;
    Check HOST_PORTS = value -> OutboundSettings.defaults().withAllow(value);
    Check PINS = value -> OutboundSettings.defaults().withPins(value);
    Check CIDRS = value -> each(value, Check::cidr);
    Check CA_FILE = Check::certificates;

    void accept(String value);

    static Check oneOf(String... words) {
        return value -> require(
                Arrays.asList(words).contains(value.toLowerCase(Locale.ROOT)),
                "must be one of " + String.join(", ", words));
    }

    private static Check number(int least, int most) {
        return value -> require(
                value.matches("[0-9]{1,9}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most,
                "must be a whole number from " + least + " to " + most);
    }

    private static Check matching(Pattern form, String message) {
        return value -> require(form.matcher(value).matches(), message);
    }

    private static void publicUrl(String value) {
        URI uri = webAddress(value.replace("$PORT", "8080"), "https://bot.example");
        require(
                uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null,
                "must be an address without user name, query or fragment, such as https://bot.example");
    }

    private static void shopifyBase(String value) {
        require(value.contains("{shop}"), "must hold {shop}, such as https://{shop}");
        webAddress(value.replace("{shop}", "demo.myshopify.com"), "https://{shop}");
    }

    private static URI webAddress(String value, String example) {
        String message = "must be an http or https address such as " + example;
        URI uri = uri(value, message);
        require(
                ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                        && uri.getHost() != null,
                message);
        return uri;
    }

    /** Whoever reads the value names a setting in its message; we name the right one. */
    private static void unnamed(Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()).replaceFirst("^[A-Z_]+ ", ""), e);
        }
    }

    private static void key(String value) {
        String message = "must be base64 of 32 bytes; make one with: openssl rand -base64 32";
        try {
            require(Base64.getDecoder().decode(value.strip()).length == 32, message);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(message, e);
        }
    }

    private static void keyFile(String value) {
        String text = new String(readable(value), StandardCharsets.UTF_8);
        try {
            key(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the file " + e.getMessage(), e);
        }
    }

    private static void jwtSecret(String value) {
        require(
                value.getBytes(StandardCharsets.UTF_8).length >= 32,
                "must have at least 32 bytes (RFC 7518, section 3.2); make one with: openssl rand -base64 48");
    }

    private static void certificates(String value) {
        String message = "must be a file of PEM certificates (-----BEGIN CERTIFICATE-----)";
        readable(value);
        try (InputStream in = Files.newInputStream(Path.of(value))) {
            require(
                    !CertificateFactory.getInstance("X.509")
                            .generateCertificates(in)
                            .isEmpty(),
                    message);
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException(message, e);
        }
    }

    private static byte[] readable(String file) {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("must name a file that can be read", e);
        }
    }

    private static void cidr(String value) {
        String message = "must be networks, comma-separated, such as 10.0.0.0/8,fd00::/8";
        String[] parts = value.split("/", 2);
        require(ADDRESS.matcher(parts[0]).matches(), message);
        try {
            // A literal address is never looked up in the DNS.
            int most = InetAddress.getByName(parts[0]) instanceof Inet4Address ? 32 : 128;
            require(parts.length == 1 || within(parts[1], most), message);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(message, e);
        }
    }

    private static boolean within(String bits, int most) {
        return bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= most;
    }

    private static void each(String value, Check check) {
        list(value).forEach(check::accept);
    }

    /** The parts of a comma-separated value, without blanks around them. */
    static List<String> list(String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }

    private static URI uri(String value, String message) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            // Without its cause, whose message holds the value and so, perhaps, a password.
            throw new IllegalArgumentException(message);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
