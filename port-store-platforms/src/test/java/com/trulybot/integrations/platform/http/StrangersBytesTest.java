package com.trulybot.integrations.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strangers write, at random: headers of answers, targets of redirects, hosts. The seed is fixed. */
@Timeout(120)
class StrangersBytesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
    private static final Duration CENTURIES = Duration.ofDays(10_000L * 366);

    private final Random random = new Random(4_711);
    private final Repeats repeats = new Repeats(InstantSource.fixed(NOW));
    private final OutboundGuard guard = new OutboundGuard(Set.of());

    /** Pieces put together at random, and now and then any character at all. */
    private String mixed(String... pieces) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(9);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(12) == 0) {
                text.append((char) random.nextInt(0x250));
            } else {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
        }
        return text.toString();
    }

    private Optional<Duration> retryAfter(String text) {
        return repeats.retryAfter(new Response(503, Map.of("Retry-After", List.of(text)), ""));
    }

    @Test
    void anyRetryAfterIsReadOrIgnoredAndIsNeverNegative() {
        for (int i = 0; i < 30_000; i++) {
            String text = mixed(
                    "0",
                    "1",
                    "9",
                    "99999",
                    ".",
                    "-",
                    "+",
                    "e",
                    " ",
                    ",",
                    "\t",
                    "Mon",
                    "Nov",
                    "23",
                    "2026",
                    "18:00:00",
                    "GMT",
                    "+9999",
                    "Infinity",
                    "NaN",
                    "0x",
                    "\u0663");

            assertThat(retryAfter(text))
                    .as(text)
                    .satisfies(wait -> wait.ifPresent(time -> assertThat(time).isBetween(Duration.ZERO, CENTURIES)));
        }
    }

    @Test
    void anySecondsAndAnyDateAreReadAsWhatTheyAre() {
        for (int i = 0; i < 3_000; i++) {
            long seconds = random.nextInt(1_000_000_000);
            Instant moment = NOW.plusSeconds(seconds);
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(moment.atOffset(ZoneOffset.UTC));

            assertThat(retryAfter(Long.toString(seconds))).contains(Duration.ofSeconds(seconds));
            assertThat(retryAfter(date)).contains(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void aRetryAfterAsLongAsAHeaderCanBeIsIgnored() {
        for (String piece : List.of("9", "0", "1.", "Mon, ", " ", "\t9")) {
            assertThat(retryAfter(piece.repeat(200_000))).isEmpty();
        }
    }

    @Test
    void anyLocationStaysWithinTheStoreOrIsRefused() {
        Request from =
                new Request.Builder().url("https://shop.example/wp-json/").build();
        int followed = 0;
        for (int i = 0; i < 30_000; i++) {
            String location = mixed(
                    "https://",
                    "http://",
                    "//",
                    "/",
                    "\\",
                    "..",
                    "?",
                    "#",
                    "@",
                    ":",
                    ":443",
                    ":80",
                    ":8443",
                    "%2e",
                    "%00",
                    "shop.example",
                    "SHOP.EXAMPLE",
                    "evil.example",
                    "169.254.169.254",
                    "[::ffff:127.0.0.1]",
                    "2130706433",
                    "javascript:",
                    "file:",
                    "\t",
                    "\r\n",
                    " ",
                    "\u3002",
                    "\uff0f");
            try {
                HttpUrl target = Redirects.follow(from, 302, location, 0).url();
                followed++;
                assertThat(target.scheme() + "://" + target.host() + ":" + target.port())
                        .as(location)
                        .isEqualTo("https://shop.example:443");
            } catch (StoreException e) {
                assertThat(e.problem()).isEqualTo(StoreProblem.STORE_REDIRECTS);
                assertThat(e.detail().orElseThrow()).hasSizeLessThan(400).doesNotContain("?", "#");
            }
        }
        assertThat(followed).isPositive();
    }

    @Test
    void noHostThatIsAnAddressOfTheInsideIsLetThrough() {
        int passed = 0;
        for (int i = 0; i < 50_000; i++) {
            String host = mixed(
                    "127",
                    "10",
                    "169",
                    "254",
                    "192",
                    "168",
                    "0",
                    "1",
                    "255",
                    "256",
                    "0x7f",
                    "0177",
                    "8",
                    "2130706433",
                    ".",
                    "..",
                    ":",
                    "::",
                    "ffff",
                    "[",
                    "]",
                    "%25",
                    "%",
                    "fe80",
                    "64:ff9b",
                    "localhost",
                    "example",
                    "@",
                    "\u3002",
                    "\u2460");
            URI uri;
            try {
                uri = new URI("https://" + host + "/");
            } catch (URISyntaxException e) {
                continue;
            }
            try {
                HttpUrl url = guard.check(uri);
                passed++;
                assertNotAnInsideAddress(url.host());
            } catch (StoreException e) {
                assertThat(e.problem()).isEqualTo(StoreProblem.STORE_URL_FORBIDDEN);
            }
        }
        assertThat(passed).isPositive();
    }

    /** What is left is a name, which is looked up and judged then, or a public address. */
    private static void assertNotAnInsideAddress(String host) {
        boolean literal =
                host.contains(":") || host.matches("[0-9.]+") || host.matches("(?i).*(^|\\.)(0x[0-9a-f]*|[0-9]+)\\.?");
        if (literal) {
            try {
                assertThat(PublicAddresses.contains(InetAddress.getByName(host)))
                        .as(host)
                        .isTrue();
            } catch (UnknownHostException e) {
                throw new AssertionError(host, e);
            }
        }
    }

    @Test
    void anyTextOfTheOperatorsIsReadOrRefusedWithAReason() {
        for (int i = 0; i < 5_000; i++) {
            String text = mixed(
                    "shop.example",
                    "=",
                    "sha256/",
                    "A".repeat(43) + "=",
                    "B".repeat(42) + "A=",
                    ",",
                    ";",
                    " ",
                    "*.",
                    ":",
                    "443",
                    "[::1]");
            for (Runnable reading : List.<Runnable>of(
                    () -> OutboundSettings.defaults().withPins(text),
                    () -> OutboundSettings.defaults().withAllow(text))) {
                try {
                    reading.run();
                } catch (IllegalArgumentException e) {
                    assertThat(e).as(text).hasMessageContaining(" ");
                }
            }
        }
    }
}
